package tillsight.server.api;

import io.vertx.core.Future;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tillsight.server.access.Permission;
import tillsight.server.customer.Customer;
import tillsight.server.customer.CustomerDetail;
import tillsight.server.customer.CustomerSearch;
import tillsight.server.customer.Customers;
import tillsight.server.http.Cursor;
import tillsight.server.http.Items;
import tillsight.server.http.Refused;
import tillsight.server.payment.PaymentLine;
import tillsight.server.payment.PaymentLog;
import tillsight.server.takings.Range;

/** The people who pay, for those who may see them. */
final class CustomerRoutes {

  private static final int LATEST = 20;

  private final Gate gate;
  private final Customers customers;
  private final PaymentLog log;

  CustomerRoutes(Gate gate, Customers customers, PaymentLog log) {
    this.gate = gate;
    this.customers = customers;
    this.log = log;
  }

  void hangUp() {
    gate.guarded("customers", Permission.CUSTOMERS, this::page);
    gate.guarded("customer", Permission.CUSTOMERS, this::one);
  }

  private Future<Items<Customer>> page(Call call) {
    var sort =
        call.text("sort", "spend").equals("recent")
            ? CustomerSearch.Sort.RECENT
            : CustomerSearch.Sort.SPEND;
    var cursor = call.text("cursor");
    return customers.page(
        search(
            call,
            sort,
            cursor == null
                ? null
                : Cursor.parse(cursor, sort.cursorList(), CustomerSearch.CURSOR_PARTS)));
  }

  private Future<CustomerDetail> one(Call call) {
    var search = search(call, CustomerSearch.Sort.SPEND, null);
    var id = call.pathId("id");
    return customers.byId(search, id).compose(found -> detail(search, id, found));
  }

  private Future<CustomerDetail> detail(CustomerSearch search, UUID id, Optional<Customer> found) {
    if (found.isEmpty()) {
      return Future.failedFuture(
          Refused.notFound(
              "There is no such customer in your scope; GET /api/v1/customers lists yours."));
    }
    return Future.all(
            log.ofCustomer(
                search.businessId(), search.tills(), id, search.start(), search.end(), LATEST),
            customers.byMonth(search, id),
            customers.byTill(search, id))
        .map(
            all ->
                new CustomerDetail(
                    found.get(),
                    all.<List<PaymentLine>>resultAt(0),
                    all.<List<CustomerDetail.Month>>resultAt(1),
                    all.<List<CustomerDetail.AtTill>>resultAt(2)));
  }

  private static CustomerSearch search(
      Call call, CustomerSearch.Sort sort, @Nullable Cursor cursor) {
    var asked = call.askedRange();
    var range = asked.orElse(new Range(Call.EARLIEST, Call.LATEST, call.zone()));
    var lastDay = range.to().minusDays(1);
    LocalDate until = lastDay.isBefore(call.today()) ? lastDay : call.today();
    return new CustomerSearch(
        call.business().id(),
        call.tills(),
        range.start(),
        range.end(),
        until,
        call.zone(),
        call.text("q"),
        sort,
        cursor,
        call.limit());
  }
}

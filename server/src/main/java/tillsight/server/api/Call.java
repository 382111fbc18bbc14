package tillsight.server.api;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.openapi.validation.RequestParameter;
import io.vertx.openapi.validation.ValidatedRequest;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tillsight.server.access.Caller;
import tillsight.server.access.Outlet;
import tillsight.server.access.Permission;
import tillsight.server.access.Scope;
import tillsight.server.access.Sessions;
import tillsight.server.business.Branch;
import tillsight.server.business.Business;
import tillsight.server.business.Till;
import tillsight.server.http.Refused;
import tillsight.server.takings.Range;

/** One request of somebody who is signed in, valid against the document and within their role. */
final class Call {

  static final LocalDate EARLIEST = LocalDate.of(2000, 1, 1);
  static final LocalDate LATEST = LocalDate.of(2100, 1, 1);
  private static final int LIMIT = 50;

  private final RoutingContext request;
  private final ValidatedRequest valid;
  private final Sessions.SignedIn signedIn;
  private final Business business;
  private final Instant now;

  Call(
      RoutingContext request,
      ValidatedRequest valid,
      Sessions.SignedIn signedIn,
      Business business,
      Instant now) {
    this.request = request;
    this.valid = valid;
    this.signedIn = signedIn;
    this.business = business;
    this.now = now;
  }

  RoutingContext request() {
    return request;
  }

  Caller caller() {
    return signedIn.caller();
  }

  Instant tokenExpiresAt() {
    return signedIn.expiresAt();
  }

  Business business() {
    return business;
  }

  ZoneId zone() {
    return business.zone();
  }

  Instant now() {
    return now;
  }

  LocalDate today() {
    return LocalDate.ofInstant(now, zone());
  }

  Scope scope() {
    return scope(caller(), business);
  }

  static Scope scope(Caller caller, Business business) {
    var outlets =
        business.tills().stream()
            .map(till -> new Outlet(till.id(), till.code(), till.branchId()))
            .toList();
    var branches = business.branches().stream().map(Branch::id).collect(Collectors.toSet());
    return Scope.of(caller, outlets, branches);
  }

  /** The tills asked for, all of which are in scope; without any asked for, the whole scope. */
  Set<Integer> tills() {
    var branches = list("branch").stream().map(Number.class::cast).map(Number::intValue).toList();
    return scope().narrowed(list("till").stream().map(Object::toString).toList(), branches);
  }

  /** Every till in scope by its id, as callers know it. */
  List<Till> tillsInScope() {
    var ids = scope().narrowed(List.of(), List.of());
    return business.tills().stream().filter(till -> ids.contains(till.id())).toList();
  }

  /** The range asked for, or the usual one. */
  Range range() {
    return askedRange()
        .orElseGet(
            () ->
                caller().may(Permission.PAST)
                    ? Range.lastDays(today(), zone())
                    : Range.ofDay(today(), zone()));
  }

  /** The range, if one was asked for. */
  Optional<Range> askedRange() {
    var from = date("from");
    var to = date("to");
    if (from == null && to == null) {
      return Optional.empty();
    }
    var end = to == null ? today().plusDays(1) : to;
    var range = new Range(from == null ? firstOf(end) : from, end, zone());
    if (!range.from().isBefore(range.to())) {
      throw Refused.invalid("from", "must be before to, which is the first date after the range");
    }
    if (range.days() > Range.DAYS_MAX) {
      throw Refused.invalid("from", "must be at most %,d days before to".formatted(Range.DAYS_MAX));
    }
    if (range.from().isBefore(today()) || range.to().isAfter(today().plusDays(1))) {
      caller().require(Permission.PAST);
    }
    return Optional.of(range);
  }

  @Nullable String text(String name) {
    var value = valid.getQuery().get(name);
    var text = value == null || value.isNull() ? "" : value.getString().strip();
    return text.isEmpty() ? null : text;
  }

  String text(String name, String otherwise) {
    var text = text(name);
    return text == null ? otherwise : text;
  }

  int limit() {
    return Optional.ofNullable(valid.getQuery().get("limit"))
        .filter(value -> !value.isNull())
        .map(RequestParameter::getInteger)
        .orElse(LIMIT);
  }

  String pathText(String name) {
    return request.pathParam(name);
  }

  UUID pathId(String name) {
    return id(name, request.pathParam(name));
  }

  static UUID id(String name, String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw Refused.invalid(name, "must be an id such as 0195f3c2-7b1a-7c33-8a51-5a4f0c1d2e3f");
    }
  }

  JsonObject body() {
    return valid.getBody().getJsonObject();
  }

  private LocalDate firstOf(LocalDate end) {
    return caller().may(Permission.PAST) ? end.minusDays(Range.DAYS) : end.minusDays(1);
  }

  private List<Object> list(String name) {
    var value = valid.getQuery().get(name);
    return value == null || value.isNull()
        ? List.of()
        : value.getJsonArray(new JsonArray()).stream().toList();
  }

  private @Nullable LocalDate date(String name) {
    var text = text(name);
    if (text == null) {
      return null;
    }
    try {
      var date = LocalDate.parse(text);
      if (!date.isBefore(EARLIEST) && !date.isAfter(LATEST)) {
        return date;
      }
    } catch (DateTimeException e) {
      throw Refused.invalid(name, "must be a date such as 2026-03-02");
    }
    throw Refused.invalid(name, "must be between " + EARLIEST + " and " + LATEST);
  }
}

package tillsight.server.simulator;

import static tillsight.server.simulator.Outlet.Kind.BUY_GOODS;
import static tillsight.server.simulator.Outlet.Kind.HEAD_OFFICE;
import static tillsight.server.simulator.Outlet.Kind.PAYBILL;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The business to simulate.
 *
 * @param paymentsADay customers' payments on an average day
 * @param opened first day of trade; nothing is paid before
 * @param reversed share of the payments that are reversed later
 */
public record Profile(
    String name, List<Outlet> outlets, int paymentsADay, LocalDate opened, double reversed) {

  /** Above it the population no longer fits in memory comfortably. */
  static final int PAYMENTS_A_DAY_MAX = 100_000;

  private static final int PAYMENTS_A_DAY = 1_115;
  private static final LocalDate OPENED = LocalDate.of(2023, 1, 2);
  private static final double REVERSED = 0.003;

  /** The business of {@code demo.yaml}. */
  public static final Profile DEMO =
      of(
          "Mama Njeri Stores",
          List.of(
              new Outlet("600731", PAYBILL, "Orders and wholesale", null),
              new Outlet("5270011", BUY_GOODS, "CBD", "5270010"),
              new Outlet("5270012", BUY_GOODS, "CBD", "5270010"),
              new Outlet("5270021", BUY_GOODS, "Westlands", "5270010"),
              new Outlet("5270022", BUY_GOODS, "Westlands", "5270010"),
              new Outlet("5270031", BUY_GOODS, "Eastleigh", "5270010"),
              new Outlet("5270032", BUY_GOODS, "Eastleigh", "5270010"),
              new Outlet("5270041", BUY_GOODS, "Karen", "5270010")));

  public Profile {
    outlets = outlets.stream().filter(outlet -> outlet.kind() != HEAD_OFFICE).toList();
    if (outlets.isEmpty()) {
      throw new IllegalArgumentException(
          "there is no till to pay at; configure a paybill or a buy-goods till first");
    }
    if (paymentsADay < 1 || paymentsADay > PAYMENTS_A_DAY_MAX) {
      throw new IllegalArgumentException(
          "payments a day must be 1 to " + PAYMENTS_A_DAY_MAX + ", not " + paymentsADay);
    }
    if (!(reversed >= 0 && reversed <= 1)) {
      throw new IllegalArgumentException("the share of reversals must be 0 to 1, not " + reversed);
    }
  }

  /** A business of the usual size with the given outlets. */
  public static Profile of(String name, List<Outlet> outlets) {
    return new Profile(name, outlets, PAYMENTS_A_DAY, OPENED, REVERSED);
  }

  /** The head offices that tills sweep into and that take no customers. */
  public Stream<Outlet> headOffices() {
    return outlets.stream()
        .filter(Outlet::isTill)
        .map(Outlet::headOffice)
        .filter(Objects::nonNull)
        .distinct()
        .filter(code -> outlets.stream().noneMatch(outlet -> outlet.code().equals(code)))
        .map(code -> new Outlet(code, HEAD_OFFICE, null, null));
  }

  public Profile withPaymentsADay(int payments) {
    return new Profile(name, outlets, payments, opened, reversed);
  }

  public Profile withOpened(LocalDate date) {
    return new Profile(name, outlets, paymentsADay, date, reversed);
  }
}

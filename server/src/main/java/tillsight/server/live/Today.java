package tillsight.server.live;

import java.time.Instant;
import java.time.LocalDate;
import tillsight.server.takings.Figures;

/** What a scope has taken today so far. */
record Today(
    LocalDate date,
    long payments,
    long grossCents,
    long averageCents,
    long customers,
    long newCustomers,
    Instant asOf) {

  static Today of(Figures figures) {
    return new Today(
        figures.from(),
        figures.payments(),
        figures.grossCents(),
        figures.averageCents(),
        figures.customers(),
        figures.newCustomers(),
        figures.asOf());
  }
}

package tillsight.ui.live;

import tillsight.ui.client.Payment;
import tillsight.ui.client.Today;

/** What an open page hears while it is open. */
public sealed interface News {

  /** A payment was booked. */
  record Paid(Payment payment) implements News {}

  /** The day's figures moved. */
  record Moved(Today today) implements News {}

  /** The stream was opened, or broke off and is being opened again. */
  record Connection(boolean open) implements News {}
}

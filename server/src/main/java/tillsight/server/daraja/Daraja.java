package tillsight.server.daraja;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.net.URI;
import java.time.InstantSource;
import tillsight.server.access.Seal;

/** Calls Daraja: with a token, within limits, again where that is harmless. */
public final class Daraja {

  private final URI base;

  public Daraja(
      Vertx vertx,
      URI base,
      Pool postgres,
      Seal seal,
      InstantSource clock,
      MeterRegistry meters) {
    this.base = base;
  }

  /** Where Daraja is. */
  public URI base() {
    return base;
  }
}

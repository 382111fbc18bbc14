package tillsight.server.cli;

import io.vertx.core.Vertx;
import java.io.PrintWriter;
import java.util.TreeSet;
import tillsight.server.simulator.Mpesa;
import tillsight.server.simulator.SimulatorOptions;
import tillsight.server.simulator.safaricom.DarajaApp;
import tillsight.server.simulator.safaricom.DarajaOptions;
import tillsight.server.simulator.safaricom.DarajaServer;

/** Daraja beside a simulated run, and what one needs to know to call it. */
final class SimulatedDaraja {

  private final DarajaApp app;
  private final DarajaServer server;

  private SimulatedDaraja(DarajaApp app, DarajaServer server) {
    this.app = app;
    this.server = server;
  }

  /** Starts it for all short codes of the run's shop; it stops with Vert.x. */
  static SimulatedDaraja start(
      Vertx vertx, Mpesa mpesa, SimulatorOptions run, DarajaOptions options) {
    var app = DarajaApp.of(run.shop().profile());
    return new SimulatedDaraja(app, DarajaServer.start(vertx, mpesa, options.withApp(app)).await());
  }

  void print(PrintWriter out) {
    out.println("Daraja       " + server.url());
    out.println("consumer     " + app.consumerKey() + " / " + app.consumerSecret());
    out.println("short codes  " + String.join(", ", new TreeSet<>(app.shortCodes())));
    out.println("C2B version  " + app.c2bVersion());
    out.println("passkey      " + app.passkey());
    out.println("operator     " + app.initiator() + " / " + app.initiatorPassword());
    out.println("certificate  " + server.url() + "/certificate");
    out.println("truth        " + server.url() + "/truth");
    out.flush();
  }
}

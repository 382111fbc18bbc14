package tillsight.server.cli;

import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tillsight.server.simulator.DarajaSimulator;
import tillsight.server.simulator.DarajaSimulator.Result;
import tillsight.server.simulator.Faults;
import tillsight.server.simulator.Outlet;
import tillsight.server.simulator.Profile;
import tillsight.server.simulator.Shop;
import tillsight.server.simulator.SimulatorOptions;

/** Drives callbacks like Safaricom would. */
@Command(
    name = "simulate",
    description = {
      "Sends confirmations of a simulated shop to a server, with the faults of the real thing.",
      "Without --till they are paid at the tills of the demo's business."
    })
public final class SimulateCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Option(names = "--target", required = true, paramLabel = "URL", description = "Server address.")
  private URI target = URI.create("http://localhost:8088");

  @Option(
      names = "--token",
      required = true,
      paramLabel = "T",
      description = "The business's callback token.")
  private String token = "";

  @Option(
      names = "--rate",
      paramLabel = "N",
      description = "Payments a second (default: ${DEFAULT-VALUE}).")
  private double rate = 10;

  @Option(
      names = "--duration",
      paramLabel = "S",
      description = "Seconds (default: ${DEFAULT-VALUE}).")
  private long seconds = 60;

  @Option(
      names = "--faults",
      paramLabel = "LIST",
      description = "duplicates,reorder,loss, each with =RATE if wanted (default: none).")
  private String faults = "none";

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "The same seed makes the same payments (default: by the clock).")
  private Long seed = Instant.now().getEpochSecond();

  @Option(
      names = "--till",
      paramLabel = "CODE",
      description = "Till to pay at; with paybill:CODE a Paybill number. May be repeated.")
  private List<String> tills = new ArrayList<>();

  @Option(names = "--retry", description = "Tries again what was not answered, or with 503.")
  private boolean retry;

  public SimulateCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    var vertx = Vertx.vertx();
    try {
      var result = DarajaSimulator.run(vertx, options()).await();
      print(result);
      return result.refused() + result.failed() == 0 ? 0 : 1;
    } catch (IllegalArgumentException e) {
      throw new Failure(String.valueOf(e.getMessage()), e);
    } finally {
      vertx.close().await();
    }
  }

  private SimulatorOptions options() {
    var profile =
        tills.isEmpty()
            ? Profile.DEMO
            : Profile.of("Simulated", tills.stream().map(SimulateCommand::outlet).toList());
    return SimulatorOptions.to(target, token, new Shop(seed, profile))
        .withRate(rate, Duration.ofSeconds(seconds))
        .withFaults(Faults.parse(faults, seed))
        .withRetry(retry);
  }

  private static Outlet outlet(String till) {
    return till.startsWith("paybill:")
        ? new Outlet(till.substring("paybill:".length()), Outlet.Kind.PAYBILL, null, null)
        : new Outlet(till, Outlet.Kind.BUY_GOODS, null, null);
  }

  private void print(Result result) {
    var out = terminal.out();
    out.println(
        "sent %,d: %,d accepted, %,d refused, %,d failed; %,d repeats, %,d lost on purpose"
            .formatted(
                result.sent(),
                result.accepted(),
                result.refused(),
                result.failed(),
                result.repeats(),
                result.lost()));
    out.println(
        "answers: p50 %.1f ms, p99 %.1f ms, max %.1f ms; %.0f/s over %.1f s"
            .formatted(
                result.p50Ms(),
                result.p99Ms(),
                result.maxMs(),
                result.acceptedASecond(),
                result.elapsed().toMillis() / 1000.0));
    if (!result.trouble().isEmpty()) {
      terminal.err().println("tillsight simulate: " + result.trouble());
    }
  }
}

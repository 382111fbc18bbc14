package tillsight.server.cli;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tillsight.server.simulator.DarajaSimulator;
import tillsight.server.simulator.DarajaSimulator.Result;
import tillsight.server.simulator.Faults;
import tillsight.server.simulator.LoadRun;
import tillsight.server.simulator.Mpesa;
import tillsight.server.simulator.Outlet;
import tillsight.server.simulator.Profile;
import tillsight.server.simulator.Shop;
import tillsight.server.simulator.SimulatorOptions;
import tillsight.server.simulator.safaricom.DarajaOptions;
import tillsight.server.simulator.safaricom.Quirks;

/** Drives callbacks like Safaricom would. */
@Command(
    name = "simulate",
    description = {
      "Sends confirmations of a simulated shop to a server, with the faults of the real thing.",
      "Without --till they are paid at the tills of the demo's business.",
      "With --daraja it answers Daraja's calls as well, from the same books: tokens, URL",
      "registration, Pull, STK push, transaction status, account balance and reversal.",
      "GET /truth there tells what really happened, and /certificate what to seal the",
      "operator's password with."
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
      description = {
        "Each with =SHARE if wanted (default: none).",
        "duplicates: told twice. reorder: told late. loss: never told.",
        "burst: nothing for a while, then all at once. outage: nothing for a while, nor later.",
        "tamper: told again with another amount.",
        "reversals: given back without a word; later balances show it.",
        "settlements: a till's takings go to its head office, or to the bank."
      })
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

  @Option(
      names = "--daraja",
      paramLabel = "PORT",
      description = {
        "Plays Daraja on this port of loopback during the run; 0 takes a free one.",
        "Prints its address and credentials."
      })
  private @Nullable Integer daraja;

  @Option(
      names = "--quirks",
      paramLabel = "LIST",
      description = {
        "How Daraja differs from what one would expect, such as",
        "page-size=50,pull-clock=utc,spikes=0.1. A wrong name lists all of them."
      })
  private String quirks = "";

  @Option(
      names = "--truth",
      paramLabel = "FILE",
      description = "Writes at the end what really happened, a line of JSON for each movement.")
  private @Nullable Path truth;

  @Option(
      names = "--statement",
      paramLabel = "FILE",
      description = {
        "Writes at the end the statement that M-PESA's organisation portal would export, as CSV;",
        "one for each account, with its short code in the name if there are several."
      })
  private @Nullable Path statement;

  public SimulateCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    var vertx = Vertx.vertx();
    try (var stop = new StopSignal()) {
      return run(vertx, stop);
    } catch (IllegalArgumentException e) {
      throw new Failure(String.valueOf(e.getMessage()), e);
    } finally {
      vertx.close().await();
    }
  }

  private int run(Vertx vertx, StopSignal stop) throws IOException {
    if (daraja == null && !quirks.isEmpty()) {
      throw new Failure("--quirks are Daraja's; add --daraja PORT");
    }
    var options = options();
    var mpesa = isWrittenDown() ? books(options) : null;
    if (mpesa != null) {
      options = options.withMpesa(mpesa);
    }
    if (mpesa != null && daraja != null) {
      var played =
          DarajaOptions.of().withPort(daraja).withSeed(seed).withQuirks(Quirks.parse(quirks));
      SimulatedDaraja.start(vertx, mpesa, options, played).print(terminal.out());
    }
    var run = DarajaSimulator.start(vertx, options);
    var early = Thread.startVirtualThread(() -> stopEarly(stop, run));
    var result = run.result().await();
    early.interrupt();
    print(result);
    if (mpesa != null) {
      write(new BooksFiles(mpesa));
    }
    return result.refused() + result.failed() == 0 ? 0 : 1;
  }

  private boolean isWrittenDown() {
    return daraja != null || truth != null || statement != null;
  }

  private static Mpesa books(SimulatorOptions options) {
    var payments = options.rate() * options.duration().toSeconds();
    if (payments > Mpesa.MOVEMENTS_MAX) {
      throw new Failure(
          "%,.0f payments are more than the %,d that can be written down; choose a lower --rate or a shorter --duration"
              .formatted(payments, Mpesa.MOVEMENTS_MAX));
    }
    return Mpesa.of(options.shop());
  }

  private static void stopEarly(StopSignal stop, LoadRun run) {
    try {
      stop.await();
      run.stop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void write(BooksFiles files) throws IOException {
    if (truth != null) {
      files.truth(truth);
      terminal.out().println("truth in " + truth);
    }
    if (statement != null) {
      for (var file : files.statements(statement)) {
        terminal.out().println("statement in " + file);
      }
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
        "sent %,d: %,d accepted, %,d refused, %,d failed; %,d repeats, %,d tampered, %,d lost on purpose"
            .formatted(
                result.sent(),
                result.accepted(),
                result.refused(),
                result.failed(),
                result.repeats(),
                result.tampered(),
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

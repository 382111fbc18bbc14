package tillsight.server.cli;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import tillsight.server.Config;
import tillsight.server.access.Seal;
import tillsight.server.business.Business;
import tillsight.server.business.Directory;
import tillsight.server.daraja.Daraja;
import tillsight.server.daraja.DarajaAccounts;
import tillsight.server.daraja.StkPush;
import tillsight.server.http.Refused;
import tillsight.server.request.DarajaAccess;
import tillsight.server.request.StkRequests;

/** Asks a customer's phone to pay. */
@Command(
    name = "stk",
    description = {
      "Asks a customer's phone to pay a till or Paybill (STK push).",
      "Says whether Safaricom took the request; a running server books the payment."
    })
final class DarajaStkCommand implements Callable<Integer> {

  @ParentCommand private @Nullable DarajaCommand daraja;

  @Option(
      names = "--till",
      required = true,
      paramLabel = "CODE",
      description = "Who is paid: a till or Paybill of any business here.")
  private String till = "";

  @Option(
      names = "--phone",
      required = true,
      paramLabel = "NUMBER",
      description = "Who is asked: 2547..., 07... or 01....")
  private String phone = "";

  @Option(names = "--amount", required = true, paramLabel = "KES", description = "Whole shillings.")
  private long amount;

  @Option(
      names = "--account",
      paramLabel = "TEXT",
      description = "Account of the Paybill, up to 12 characters (default: its number).")
  private @Nullable String account;

  @Override
  public Integer call() {
    var terminal = Optional.ofNullable(daraja).orElseThrow().terminal();
    var config = terminal.config();
    var seal = new Seal(config.requiredSecretsKey().bytes());
    try (var database = OpenDatabase.open(config.db())) {
      database.requireMigrated();
      var vertx = Vertx.vertx();
      try {
        var pool =
            PgBuilder.pool()
                .with(new PoolOptions().setMaxSize(2))
                .connectingTo(database.options())
                .using(vertx)
                .build();
        var accepted = send(config, vertx, pool, seal);
        terminal
            .out()
            .println(
                "Sent to the phone: %s".formatted(Failure.oneLine(accepted.customerMessage())));
        return 0;
      } finally {
        vertx.close().await();
      }
    }
  }

  private StkPush.Accepted send(Config config, Vertx vertx, Pool pool, Seal seal) {
    var clock = config.clock();
    var client =
        new Daraja(vertx, config.darajaUrl(), pool, seal, clock, new SimpleMeterRegistry());
    var access = new DarajaAccess(new DarajaAccounts(pool, seal), config.publicUrl());
    var pushes = new StkRequests(vertx, pool, access, new StkPush(client), seal, clock);
    var wish = new StkRequests.Wish(till, international(phone), amount, account, "command line");
    try {
      return DarajaDesk.await(pushes.start(business(Directory.load(pool, seal).await()), wish));
    } catch (Refused refused) {
      throw new Failure(String.valueOf(refused.getMessage()), refused);
    }
  }

  private Business business(Directory directory) {
    return directory.businesses().stream()
        .filter(business -> business.till(till).isPresent())
        .findFirst()
        .orElseThrow(
            () ->
                new Failure(
                    "no business has a till %s; add it with: tillsight apply FILE.yaml"
                        .formatted(till)));
  }

  /** As Daraja takes it; what is no Kenyan number Daraja's client refuses. */
  private static String international(String given) {
    var digits = given.replaceAll("[ +-]", "");
    return digits.startsWith("0") ? "254" + digits.substring(1) : digits;
  }
}

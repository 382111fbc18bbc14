package tillsight.server.bench;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import tillsight.db.EmbeddedDatabase;
import tillsight.db.Migrate;
import tillsight.server.Config;
import tillsight.server.Server;
import tillsight.server.access.Seal;
import tillsight.server.business.Directory;

public final class IngestBench {
  public static void main(String[] args) throws Exception {
    var dir = java.nio.file.Files.createTempDirectory("bench");
    var db = EmbeddedDatabase.open(dir.resolve("db"));
    Migrate.run(db.jdbc());
    var options =
        new PgConnectOptions()
            .setHost("localhost")
            .setPort(db.port())
            .setDatabase("tillsight")
            .setUser("postgres")
            .setPassword("")
            .setCachePreparedStatements(true);
    var key = new byte[32];
    var seal = new Seal(key);
    var vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
    var c = PgConnection.connect(vertx, options).await();
    c.preparedQuery(
            "INSERT INTO business (name, callback_token_hash, callback_token, payer_key) VALUES ($1,$2,$3,$4)")
        .execute(
            Tuple.of(
                "Bench",
                Buffer.buffer(Directory.hash("benchtoken00000000000000")),
                Buffer.buffer(seal.seal(Seal.Purpose.CALLBACK_TOKEN, "x".getBytes())),
                Buffer.buffer(seal.seal(Seal.Purpose.PAYER_KEY, new byte[32]))))
        .await();
    var tills = new String[8];
    for (int i = 0; i < 8; i++) {
      tills[i] = "512000" + i;
      c.preparedQuery(
              "INSERT INTO till (business_id, code, kind, name) VALUES (1,$1,'buy-goods',$1)")
          .execute(Tuple.of(tills[i]))
          .await();
    }
    Map<String, String> env =
        new HashMap<>(
            Map.of(
                "TILLSIGHT_MODE",
                "demo",
                "TILLSIGHT_HTTP_PORT",
                "18088",
                "TILLSIGHT_MANAGEMENT_PORT",
                "18089",
                "TILLSIGHT_SECRETS_KEY",
                Base64.getEncoder().encodeToString(key)));
    var config = Config.from(env);
    Server.start(
            tillsight.server.Nodes.start(new Config.Cluster.Off()).await(),
            config,
            options,
            options)
        .await();
    var loadVertx =
        Vertx.vertx(new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(1));
    int secs = Integer.parseInt(System.getProperty("secs", "10"));
    String[] conns = System.getProperty("conns", "512,64,512").split(",");
    int k = 0;
    for (var n : conns) {
      var r =
          new Load(
                  loadVertx,
                  18088,
                  new Requests("benchtoken00000000000000", tills, "UKM" + (char) ('A' + k++), k))
              .closed(
                  Integer.parseInt(n),
                  Duration.ofSeconds(k == 1 ? 15 : 2),
                  Duration.ofSeconds(secs));
      System.out.printf(
          "%s conns: %.0f/s p50 %.2f p99 %.2f failed %d%n",
          n, r.rate(), r.ms(50), r.ms(99), r.failed());
    }
    var r =
        new Load(loadVertx, 18088, new Requests("benchtoken00000000000000", tills, "UKMZ", 77))
            .open(1000, 64, Duration.ofSeconds(2), Duration.ofSeconds(5));
    System.out.printf(
        "open 1000: %.0f/s p50 %.2f p99 %.2f failed %d%n",
        r.rate(), r.ms(50), r.ms(99), r.failed());
    var rows =
        c.query(
                "select (select count(*) from payment) p, (select sum(payments)::bigint from takings) t, (select count(*) from callback) c, (select count(*) from payer) y")
            .execute()
            .await()
            .iterator()
            .next();
    System.out.println(rows.toJson());
    loadVertx.close().await();
    vertx.close().await();
    db.close();
  }
}

package tillsight.server.bench;

import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import tillsight.server.access.Seal;
import tillsight.server.business.BusinessFile;
import tillsight.server.business.Businesses;

/** A business to measure with: its tills, and an owner who can ask for its figures. */
record BenchBusiness(String name, String user, String[] tills) {

  static final String PASSWORD = "bench-password-2026";

  /** Applies it to an empty database; yields its callback token. */
  String apply(Vertx vertx, PgConnectOptions options, Seal seal) {
    var yaml = new StringBuilder("businesses:\n  - name: \"" + name + "\"\n    branches:\n");
    yaml.append("      - name: Bench\n        tills:\n");
    for (var till : tills) {
      yaml.append("          - {code: \"%s\", kind: buy-goods, name: T%s}%n".formatted(till, till));
    }
    yaml.append(
        "    users:%n      - {username: %s@bench, role: owner, password: %s}%n"
            .formatted(user, PASSWORD));
    var pool =
        PgBuilder.pool()
            .with(new PoolOptions().setMaxSize(1))
            .connectingTo(options)
            .using(vertx)
            .build();
    try {
      var applied = new Businesses(pool, seal).apply(BusinessFile.read(yaml.toString()), false);
      return applied.madeTokens().values().iterator().next();
    } finally {
      pool.close().await();
    }
  }
}

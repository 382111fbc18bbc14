package tillsight.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tillsight.db.Migrate;

class TestPostgresTest {

  @RegisterExtension static final TestPostgres postgres = new TestPostgres();

  @Test
  void isDurableAndMigrated() {
    assertThat(show("fsync")).isEqualTo("on");
    assertThat(show("synchronous_commit")).isEqualTo("on");
    var version =
        postgres
            .pool()
            .query("SELECT max(version::int)::text AS v FROM flyway_schema_history")
            .execute()
            .await();
    assertThat(version.iterator().next().getString("v")).isEqualTo(Migrate.LATEST);
  }

  private static String show(String setting) {
    return postgres
        .pool()
        .query("SHOW " + setting)
        .execute()
        .await()
        .iterator()
        .next()
        .getString(0);
  }
}

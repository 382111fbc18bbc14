package tillsight.server.statement;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tillsight.server.Ledger;
import tillsight.server.TestPostgres;
import tillsight.server.TestServer;
import tillsight.server.access.Seal;
import tillsight.server.business.Business;
import tillsight.server.business.BusinessFile;
import tillsight.server.business.Businesses;
import tillsight.server.business.Directory;
import tillsight.server.callback.Intake;
import tillsight.server.history.BulkLoad;
import tillsight.server.http.Refused;

/** Uploads on a server that starts, works and stops. */
class StatementVerticleTest {

  @RegisterExtension static final TestPostgres postgres = new TestPostgres();

  private static final Seal seal = new Seal(new byte[32]);
  private static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");
  private static Business acme;

  @BeforeAll
  static void open() {
    new Businesses(postgres.pool(), seal).apply(BusinessFile.read(TestServer.BUSINESS), false);
    acme = Directory.load(postgres.pool(), seal).await().businesses().iterator().next();
  }

  @Test
  void takesUpWhatAStopInterrupted() throws IOException {
    var statement = SampleStatement.of("600984");
    for (var i = 0; i < 20_000; i++) {
      statement.payment("UC2A%06d".formatted(i), "01-03-2026 10:00:00", "1.00");
    }
    var first = verticle();
    var deployed = postgres.vertx().deployVerticle(first).await();
    var folder = first.folder();
    var taken = take(first, statement);

    postgres.vertx().undeploy(deployed).await();

    assertThat(byId(taken.id()).state()).isEqualTo("interrupted");
    assertThat(folder).doesNotExist();
    var second = verticle();
    var again = postgres.vertx().deployVerticle(second).await();
    assertThat(take(second, statement).id()).isEqualTo(taken.id());
    var done = ended(taken.id());
    assertThat(done.state()).isEqualTo("done");
    assertThat(done.recovered()).isEqualTo(20_000);
    assertThat(done.known()).isZero();
    postgres.vertx().undeploy(again).await();
    assertThat(Ledger.contradictions(postgres.pool())).isEmpty();
  }

  @Test
  void settlesReversalsOnNewsOfTheirPayment() throws IOException {
    var verticle = verticle();
    var deployed = postgres.vertx().deployVerticle(verticle).await();
    var waiting =
        take(
            verticle,
            SampleStatement.of("600984")
                .reversal("UC2B000002", "02-03-2026 09:00:00", "70.00", "UC2B000001"));
    assertThat(ended(waiting.id()).quarantined()).isEqualTo(1);

    try (var load = new BulkLoad(postgres.vertx(), postgres.options(), done -> {})) {
      load.add(
          new Intake(seal)
              .confirmation(
                  acme,
                  NOW,
                  "196.201.214.200",
                  """
                  {"TransID": "UC2B000001", "TransTime": "20260301100000", "TransAmount": "70",
                   "BusinessShortCode": "600984"}
                  """
                      .getBytes(UTF_8)));
      load.finish();
    }

    var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (Ledger.count(postgres.pool(), "SELECT count(*) FROM reversal") == 0) {
      assertThat(System.nanoTime()).isLessThan(deadline);
    }
    postgres.vertx().undeploy(deployed).await();
    assertThat(Ledger.contradictions(postgres.pool())).isEmpty();
  }

  @Test
  void refusesMoreThanItCanKeepWaiting() throws IOException {
    var verticle = verticle();
    var deployed = postgres.vertx().deployVerticle(verticle).await();
    var large = SampleStatement.of("600984");
    for (var i = 0; i < 20_000; i++) {
      large.payment("UC2C%06d".formatted(i), "01-03-2026 10:00:00", "1.00");
    }
    take(verticle, large);
    for (var i = 1; i < StatementVerticle.WAITING_MAX; i++) {
      take(
          verticle,
          SampleStatement.of("600984")
              .payment("UC2D%06d".formatted(i), "01-03-2026 10:00:00", "1.00"));
    }

    assertThatThrownBy(verticle::requireRoom)
        .isInstanceOf(Refused.class)
        .hasMessageContaining("try again");

    postgres.vertx().undeploy(deployed).await();
    assertThat(
            Ledger.count(
                postgres.pool(),
                "SELECT count(*) FROM statement WHERE state IN ('checking', 'loading')"))
        .isZero();
  }

  @Test
  void deletesWhatAKilledProcessLeft() throws IOException {
    var parent = Path.of(System.getProperty("java.io.tmpdir"));
    var abandoned = Files.createDirectory(parent.resolve("tillsight-uploads-" + UUID.randomUUID()));
    Files.writeString(abandoned.resolve("lock"), "");
    Files.writeString(abandoned.resolve("statement"), "254712345678");
    var alive = UploadFolder.open();

    var next = UploadFolder.open();

    assertThat(abandoned).doesNotExist();
    assertThat(alive.path()).exists();
    assertThat(Files.getPosixFilePermissions(next.path()))
        .extracting(Enum::name)
        .allMatch(name -> name.startsWith("OWNER"));
    alive.close();
    next.close();
    assertThat(List.of(alive.path(), next.path())).noneMatch(Files::exists);
  }

  private static StatementVerticle verticle() {
    return new StatementVerticle(
        postgres.vertx(), postgres.options(), postgres.pool(), seal, InstantSource.fixed(NOW));
  }

  private static Statement take(StatementVerticle verticle, SampleStatement statement)
      throws IOException {
    var file = Files.createTempFile(verticle.folder(), "upload", "");
    Files.write(file, statement.csv().getBytes(UTF_8));
    return verticle
        .take(acme, new StatementImport.Upload(file, "march.csv", null, null, "owner@acme"))
        .await();
  }

  private static Statement byId(UUID id) {
    return new Statements(postgres.pool()).byId(acme.id(), id).await();
  }

  private static Statement ended(UUID id) {
    var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
    var found = byId(id);
    while (found.state().matches("checking|loading")) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      found = byId(id);
    }
    return found;
  }
}

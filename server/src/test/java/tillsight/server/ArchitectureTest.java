package tillsight.server;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.Test;

/** Who may know whom. */
class ArchitectureTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("tillsight.server");

  /** Who a thing of this layer may be known by stands below it; the simulator is on its own. */
  @Test
  void hasLayers() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("commands")
        .definedBy("..server.cli..", "..server.bench..", "..server.demo..")
        .layer("history")
        .definedBy("..server.history..")
        .layer("statements")
        .definedBy("..server.statement..")
        .layer("api")
        .definedBy("..server.api..")
        .layer("answers")
        .definedBy("..server.result..")
        .layer("requests")
        .definedBy("..server.request..")
        .layer("arrivals")
        .definedBy("..server.callback..", "..server.live..")
        .layer("figures")
        .definedBy("..server.takings..", "..server.customer..")
        .layer("daraja")
        .definedBy("..server.daraja..")
        .layer("business")
        .definedBy("..server.business..")
        .layer("ground")
        .definedBy(
            "..server.payment..",
            "..server.payer..",
            "..server.access..",
            "..server.bus..",
            "..server.spool..",
            "..server.http..")
        .whereLayer("commands")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("statements")
        .mayOnlyBeAccessedByLayers("commands", "api")
        .whereLayer("history")
        .mayOnlyBeAccessedByLayers("commands", "statements")
        .whereLayer("api")
        .mayOnlyBeAccessedByLayers("commands")
        .whereLayer("answers")
        .mayOnlyBeAccessedByLayers("commands", "api")
        .whereLayer("requests")
        .mayOnlyBeAccessedByLayers("commands", "api", "answers")
        .whereLayer("arrivals")
        .mayOnlyBeAccessedByLayers(
            "commands", "history", "statements", "api", "answers", "requests")
        .whereLayer("figures")
        .mayOnlyBeAccessedByLayers("commands", "history", "statements", "api", "arrivals")
        .whereLayer("daraja")
        .mayOnlyBeAccessedByLayers("commands", "history", "api", "answers", "requests", "arrivals")
        .whereLayer("business")
        .mayOnlyBeAccessedByLayers(
            "commands",
            "history",
            "statements",
            "api",
            "answers",
            "requests",
            "arrivals",
            "figures",
            "daraja")
        .check(CLASSES);
  }

  @Test
  void hasNoCircles() {
    slices().matching("tillsight.server.(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void announcesOnTheBusOnlyThroughTopics() {
    noClasses()
        .that()
        .resideOutsideOfPackage("..server.bus..")
        .should()
        .callMethod(Vertx.class, "eventBus")
        .check(CLASSES);
  }

  @Test
  void printsInCommandsOnly() {
    noClasses()
        .that()
        .resideOutsideOfPackage("..server.cli..")
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .check(CLASSES);
  }

  @Test
  void logsInOneWay() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "java.util.logging..", "org.apache..", "io.vertx.core.internal.logging..")
        .check(CLASSES);
  }

  @Test
  void keepsTheDatabaseOutOfRecords() {
    classes()
        .that()
        .areAssignableTo(Record.class)
        .and()
        .resideOutsideOfPackage("..server.cli..")
        .should()
        .onlyDependOnClassesThat(
            describe(
                "are no database client's",
                type ->
                    !resideInAPackage("io.vertx.sqlclient..").test(type)
                        && !resideInAPackage("io.vertx.pgclient..").test(type)
                        && !resideInAPackage("java.sql..").test(type)))
        .check(CLASSES);
  }

  /** Callbacks go past the router: it would cost more than all of the parsing. */
  @Test
  void takesCallbacksWithoutARouter() {
    noClasses()
        .that()
        .resideInAPackage("..server.callback..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.vertx.ext.web..")
        .check(CLASSES);
  }

  @Test
  void routesInTheApiAndForManagementOnly() {
    noClasses()
        .that()
        .resideOutsideOfPackages("..server.api..", "..server.http..")
        .and()
        .doNotHaveSimpleName("ManagementVerticle")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.vertx.ext.web", "io.vertx.ext.web.handler..")
        .check(CLASSES);
  }

  @Test
  void knowsHazelcastInOnePlace() {
    noClasses()
        .that()
        .resideOutsideOfPackage("tillsight.server")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("com.hazelcast..", "io.vertx.spi.cluster..")
        .check(CLASSES);
  }
}

package tillsight.server.simulator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class SimulatorArchitectureTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("tillsight.server.simulator");

  @Test
  void knowsNothingOfTheServer() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "tillsight.server.simulator..",
            "java..",
            "javax.crypto..",
            "io.vertx.core..",
            "org.HdrHistogram",
            "org.jspecify..")
        .check(CLASSES);
  }

  @Test
  void tellsDarajaNothingThatCallbacksNeed() {
    noClasses()
        .that()
        .resideInAPackage("tillsight.server.simulator")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("..simulator.safaricom..")
        .check(CLASSES);
  }

  @Test
  void speaksHttpAtItsEdges() {
    noClasses()
        .that()
        .doNotHaveSimpleName("Courier")
        .and()
        .doNotHaveSimpleName("Postman")
        .and()
        .doNotHaveSimpleName("DarajaServer")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.vertx.core.http..")
        .check(CLASSES);
  }
}

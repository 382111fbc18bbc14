package tillsight.ui;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("tillsight.ui");

  @Test
  void packagesFormNoCircles() {
    slices().matching("tillsight.ui.(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void onlyTheClientSpeaksHttp() {
    noClasses()
        .that()
        .resideOutsideOfPackage("tillsight.ui.client")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.net.http", "org.springframework.web.client")
        .check(CLASSES);
  }

  @Test
  void chartsKnowNeitherServerNorPages() {
    noClasses()
        .that()
        .resideInAPackage("tillsight.ui.chart")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("tillsight.ui.client", "tillsight.ui.common", "tillsight.ui.overview")
        .check(CLASSES);
  }
}

package tillsight.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.vaadin.flow.router.Route;
import org.junit.jupiter.api.Test;

/** The addresses of the pages: people keep them as bookmarks and send them to each other. */
class RoutesTest {

  @Test
  void keepsTheAddressesOfThePages() {
    var pages =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("tillsight.ui");

    assertThat(pages.stream().filter(page -> page.isAnnotatedWith(Route.class)))
        .extracting(RoutesTest::address)
        .containsExactlyInAnyOrder(
            "",
            "audit",
            "completeness/:till?/:date?",
            "daraja",
            "login",
            "payments/:receipt?",
            "quarantine",
            "statements/:statement?",
            "tills");
  }

  private static String address(JavaClass page) {
    return page.getAnnotationOfType(Route.class).value();
  }
}

package tillsight.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.UI;
import org.junit.jupiter.api.Test;
import tillsight.ui.security.Role;

class BottomBarTest extends PageTest {

  @Test
  @As(Role.OWNER)
  void keepsToFivePlacesHoweverManyPagesThereAre() {
    var bar = bar();

    assertThat(bar.getChildren()).hasSize(BottomBar.PLACES_MAX);
    assertThat(text(bar)).isEqualTo("OverviewPaymentsTillsCompletenessMore");
  }

  @Test
  @As(Role.OWNER)
  void tellsAtMoreThatSomethingWaitsOnAPageBehindIt() {
    assertThat(bar().getElement().getChild(4).getAttribute("class")).contains("waiting");
  }

  @Test
  @As(Role.CASHIER)
  void offersACashierTheirThreePages() {
    assertThat(text(bar())).isEqualTo("TodayPaymentsTillsMore");
  }

  /** The bar hangs on the frame beside its slots, where a search for components does not look. */
  private static BottomBar bar() {
    return UI.getCurrent().getInternals().getActiveRouterTargetsChain().stream()
        .filter(MainLayout.class::isInstance)
        .map(MainLayout.class::cast)
        .findFirst()
        .orElseThrow()
        .bottom;
  }
}

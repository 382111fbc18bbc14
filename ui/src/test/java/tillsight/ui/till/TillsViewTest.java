package tillsight.ui.till;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tillsight.ui.As;
import tillsight.ui.PageTest;
import tillsight.ui.common.RangePicker;
import tillsight.ui.security.Role;

class TillsViewTest extends PageTest {

  @Test
  @As(Role.OWNER)
  void showsEachBranchsTillsAndWhatTheyTook() {
    var view = navigate(TillsView.class);

    assertThat(text(view))
        .contains("Westlands", "KES 1,937,006", "Counter 1", "KES 813,542", "21% of the total")
        .contains("Quiet", "Head office paybill");
  }

  @Test
  @As(Role.OWNER)
  void helpsToSetUpATillThatNeverReceivedAnything() {
    assertThat(text(navigate(TillsView.class)))
        .contains("Not set up", "Safaricom has not reported a payment to this till yet.");
  }

  @Test
  @As(Role.OPERATOR)
  void showsAnOperatorNoMoney() {
    var view = navigate(TillsView.class);

    assertThat(text(view)).contains("Counter 1", "Last payment").doesNotContain("KES");
    assertThat(text()).doesNotContain("Overview");
    assertThat(find(RangePicker.class).exists()).isFalse();
  }

  @Test
  @As(Role.MANAGER)
  void showsAManagerTheirBranchOnly() {
    assertThat(text(navigate(TillsView.class)))
        .contains("Westlands")
        .doesNotContain("Kilimani", "Industrial Area", "Head office");
  }
}

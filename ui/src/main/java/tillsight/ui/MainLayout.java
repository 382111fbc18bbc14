package tillsight.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.applayout.AppLayout;
import com.vaadin.flow.component.dependency.JsModule;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.sidenav.SideNav;
import com.vaadin.flow.component.sidenav.SideNavItem;
import com.vaadin.flow.router.AfterNavigationEvent;
import com.vaadin.flow.router.AfterNavigationObserver;
import com.vaadin.flow.router.Layout;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.server.menu.MenuConfiguration;
import com.vaadin.flow.server.menu.MenuEntry;
import jakarta.annotation.security.PermitAll;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tillsight.ui.client.Question;
import tillsight.ui.common.Address;
import tillsight.ui.common.Brand;
import tillsight.ui.common.Clock;
import tillsight.ui.common.Compare;
import tillsight.ui.common.Desk;
import tillsight.ui.common.Filter;
import tillsight.ui.common.Icon;
import tillsight.ui.common.Page;
import tillsight.ui.common.Preset;
import tillsight.ui.common.Questions;
import tillsight.ui.common.Stamp;
import tillsight.ui.live.LiveFeed;
import tillsight.ui.live.News;
import tillsight.ui.security.Role;

/** The frame of every page: menu by role, the filter row, and who is signed in. */
@Layout
@PermitAll
@JsModule("context://ui/frame.js")
final class MainLayout extends AppLayout implements AfterNavigationObserver {

  final BottomBar bottom;
  private final Desk desk;
  private final LiveFeed live;
  private final Stamp stamp;
  private final Clock clock;
  private final FilterBar bar;
  private final Questions questions;
  private final List<SideNavItem> menuLinks = new ArrayList<>();
  private final Span waiting = new Span();

  MainLayout(Desk desk, LiveFeed live, Stamp stamp, Settings settings) {
    this.desk = desk;
    this.live = live;
    this.stamp = stamp;
    this.clock = desk.clock();
    this.questions = desk.questions(this);
    this.bottom = bottomBar();
    this.bar = new FilterBar(clock, stamp, filter(QueryParameters.empty()));
    addClassName("frame");
    setPrimarySection(Section.DRAWER);
    addToDrawer(new Brand(), menu(), account());
    addToNavbar(bar);
    getElement().appendChild(bottom.getElement());
    if (settings.demo()) {
      addClassName("demo");
      var strip = new Div("Demo data");
      strip.addClassName("demo-strip");
      getElement().appendChild(strip.getElement());
    }
    getElement()
        .addEventListener(
            "shortcut", event -> bar.press(event.getEventData().path("event.detail").asString()))
        .addEventData("event.detail");
  }

  @Override
  protected void onAttach(AttachEvent event) {
    if (!desk.is(Role.OPERATOR)) {
      stamp.show(live.isOpen());
      live.listen(this, this::hear);
    }
    var today = Preset.TODAY.on(clock.today());
    questions.ask(
        "tills",
        who -> desk.server().tills(who, Question.range(today.from(), today.to())),
        tills -> bar.offer(tills.items()),
        _ -> bar.offer(List.of()));
  }

  @Override
  public void afterNavigation(AfterNavigationEvent event) {
    var address = event.getLocation().getQueryParameters();
    var filter = filter(address);
    var isPage = getContent() instanceof Page;
    bar.setVisible(isPage);
    if (getContent() instanceof Page page) {
      bar.show(filter, !todayOnly() && page.isOfDays(), seesComparison() && page.isCompared());
      page.show(filter, address);
    }
    // The address as it is, not as a role narrows it: the menu marks the page by comparing them.
    var links = Address.of(Filter.of(address, clock.today()));
    menuLinks.forEach(link -> link.setQueryParameters(links));
    countWaiting();
  }

  private Filter filter(QueryParameters address) {
    var filter = Filter.of(address, clock.today());
    return todayOnly() ? filter.with(Preset.TODAY.on(clock.today())).with(Compare.OFF) : filter;
  }

  private boolean todayOnly() {
    return desk.is(Role.CASHIER);
  }

  private boolean seesComparison() {
    return !todayOnly() && !desk.is(Role.OPERATOR);
  }

  private void hear(News news) {
    if (news instanceof News.Connection(var open)) {
      stamp.show(open);
    }
  }

  private void countWaiting() {
    if (desk.is(Role.OWNER, Role.AUDITOR, Role.OPERATOR)) {
      questions.ask(
          "waiting",
          who -> desk.server().quarantine(who, Question.always().with("limit", 100)),
          doubts -> showWaiting(doubts.items().size(), doubts.next() != null),
          _ -> showWaiting(0, false));
    }
  }

  private void showWaiting(int count, boolean more) {
    waiting.setText(count + (more ? "+" : ""));
    waiting.setVisible(count > 0);
    bottom.waiting(count > 0 ? "quarantine" : "");
  }

  private List<MenuEntry> entries() {
    return MenuConfiguration.getMenuEntries();
  }

  private SideNav menu() {
    var menu = new SideNav();
    menu.addClassName("menu");
    waiting.addClassName("count");
    waiting.setVisible(false);
    waiting.setTitle("waiting for a decision");
    for (var entry : entries()) {
      var link = new SideNavItem(title(entry), path(entry), icon(entry).draw());
      if ("quarantine".equals(path(entry))) {
        link.setSuffixComponent(waiting);
      }
      // A page's own details, such as one payment, lie under its address; all lie under the first.
      link.setMatchNested(!path(entry).isEmpty());
      menuLinks.add(link);
      menu.addItem(link);
    }
    return menu;
  }

  private Div account() {
    var user = desk.who().user();
    var business = new Span(user.businessName());
    business.addClassName("account-business");
    var name = new Span(role(user.role()) + " · " + user.username());
    name.addClassName("account-name");
    var words = new Div(business, name);
    words.addClassName("account-words");
    var scheme = button(Icon.SCHEME, "Light or dark");
    scheme.addClassName("scheme-toggle");
    var leave = button(Icon.LEAVE, "Sign out");
    leave.addClickListener(_ -> desk.signOut());
    var account = new Div(words, scheme, leave);
    account.addClassName("account");
    return account;
  }

  private BottomBar bottomBar() {
    var links =
        entries().stream()
            .map(entry -> new BottomLink(title(entry), path(entry), icon(entry)))
            .toList();
    return new BottomBar(links, () -> setDrawerOpened(true));
  }

  private String title(MenuEntry entry) {
    return path(entry).isEmpty() && todayOnly() ? "Today" : entry.title();
  }

  private static String role(String role) {
    return role.substring(0, 1).toUpperCase(Locale.ROOT) + role.substring(1);
  }

  private static String path(MenuEntry entry) {
    return entry.path().startsWith("/") ? entry.path().substring(1) : entry.path();
  }

  private static Icon icon(MenuEntry entry) {
    return Icon.valueOf(entry.icon().toUpperCase(Locale.ROOT));
  }

  private static NativeButton button(Icon icon, String label) {
    var button = new NativeButton();
    button.addClassName("icon-button");
    button.add(icon.draw());
    button.setAriaLabel(label);
    button.setTitle(label);
    return button;
  }
}

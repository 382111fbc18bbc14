package tillsight.ui;

import com.vaadin.browserless.SpringBrowserlessTest;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.PollEvent;
import com.vaadin.flow.component.UI;
import org.junit.jupiter.api.AfterEach;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * What the tests of pages share: the fake server, a clock that stands still, and a look at the
 * text.
 */
@SpringBootTest(properties = {"TILLSIGHT_MODE=demo", "TILLSIGHT_FIXED_CLOCK=2026-03-02T11:03:12Z"})
@Import(AtOnce.class)
public abstract class PageTest extends SpringBrowserlessTest {

  protected static final FakeServer server = FakeServer.start().withoutStream();

  @DynamicPropertySource
  static void address(DynamicPropertyRegistry registry) {
    registry.add("TILLSIGHT_SERVER_URL", server::url);
  }

  /** The first page is shown before a test begins, so the slate is wiped when one ends. */
  @AfterEach
  void forget() {
    server.reset();
  }

  /** Lets an open page look again, as the browser does every few seconds. */
  protected static void beat() {
    ComponentUtil.fireEvent(UI.getCurrent(), new PollEvent(UI.getCurrent(), false));
  }

  /** Everything that is written on the page, frame included. */
  protected static String text() {
    var shown = new StringBuilder(UI.getCurrent().getElement().getTextRecursively());
    for (var part : UI.getCurrent().getInternals().getActiveRouterTargetsChain()) {
      shown.append(part.getElement().getTextRecursively());
    }
    return shown.toString();
  }

  protected static String text(Component component) {
    return component.getElement().getTextRecursively();
  }

  /** The last question of a kind that the server heard. */
  protected static String lastCall(String start) {
    return server.calls().stream()
        .filter(call -> call.startsWith(start))
        .reduce((_, last) -> last)
        .orElseThrow();
  }
}

package tillsight.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ScreenshotAnimations;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tillsight.ui.security.Role;

/**
 * Photographs every page in both schemes and both widths, into target/screenshots, to be looked at.
 */
@Tag("browser")
class ScreenshotTest {

  private static final Path FOLDER = Path.of("target", "screenshots");
  private static final int HEIGHT_MAX = 4_000;

  /** Each page, and what must be on it before it is worth a picture. */
  private static final Map<String, String> PAGES = new LinkedHashMap<>();

  static {
    PAGES.put("", ".week-chart[rendered]");
    PAGES.put("payments", "vaadin-grid .two");
    PAGES.put("payments/UC2QX7K1ZP", ".drawer-amount");
    PAGES.put("quarantine", ".doubt");
    PAGES.put("payments/UC2OLXIW47", ".badge-recovered");
    PAGES.put("payments/UC2LO5UHWC", ".panel-warn");
    PAGES.put("quarantine?item=0f6c1c2e-8a4e-4d0e-9c1b-3a6a5b7c9d37", ".compare");
    PAGES.put("tills", ".till");
    PAGES.put("completeness", "day-calendar[drawn]");
    PAGES.put("completeness?range=91d", "day-calendar[drawn]");
    PAGES.put("completeness/5120002/2026-02-20", ".witness");
    PAGES.put("statements", ".statement-row");
    PAGES.put("daraja", ".task");
    PAGES.put("audit", ".deed");
    PAGES.put("nowhere", ".state");
  }

  @RegisterExtension static final Chromium chromium = new Chromium();

  @ParameterizedTest
  @CsvSource({"1440, 900, LIGHT", "1440, 900, DARK", "390, 844, LIGHT", "390, 844, DARK"})
  void showsEveryPage(int width, int height, ColorScheme scheme) {
    var page = chromium.window(width, height, scheme);
    var suffix = "-" + scheme.name().toLowerCase(Locale.ROOT) + "-" + width;
    page.navigate(chromium.url("login"));
    page.waitForSelector("input[name=username]");
    shoot(page, "login" + suffix);
    chromium.signIn(page, Role.OWNER, "secret");

    PAGES.forEach(
        (path, sign) -> {
          page.setViewportSize(width, height);
          page.navigate(chromium.url(path));
          page.waitForSelector(sign);
          if (!path.startsWith("payments") && !path.contains("item=")) {
            growToFit(page, width, height);
          }
          assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(width);
          shoot(page, name(path) + suffix);
        });
  }

  @ParameterizedTest
  @CsvSource({"1440, 900, LIGHT", "390, 844, DARK"})
  void showsDarajaBeforeAnythingIsSetAndWhenAllFails(int width, int height, ColorScheme scheme) {
    var page = chromium.signIn(chromium.window(width, height, scheme), Role.OWNER, "secret");
    var suffix = "-" + scheme.name().toLowerCase(Locale.ROOT) + "-" + width;
    Map.of("fresh", FakeDaraja.fresh(), "trouble", FakeDaraja.inTrouble())
        .forEach(
            (state, daraja) -> {
              chromium.server().answer("GET daraja", 200, daraja.toString());
              page.setViewportSize(width, height);
              page.navigate(chromium.url("daraja"));
              page.waitForSelector(".task");
              growToFit(page, width, height);
              assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(width);
              shoot(page, "daraja-" + state + suffix);
            });
  }

  private static String name(String path) {
    return path.isEmpty() ? "overview" : path.replaceAll("[^A-Za-z0-9]+", "-");
  }

  /** The frame scrolls inside itself, so a full picture needs a window as tall as its content. */
  private static void growToFit(Page page, int width, int height) {
    var needed =
        (Number)
            page.evaluate(
                "Math.ceil(Math.max(...[...document.querySelectorAll('.view')]"
                    + ".map(v => v.scrollHeight + v.getBoundingClientRect().top)))");
    page.setViewportSize(width, Math.clamp(needed.intValue() + 8, height, HEIGHT_MAX));
  }

  /** Charts fade in; a picture is taken once two frames in a row are the same. */
  private static void shoot(Page page, String name) {
    var settled = page.screenshot(still());
    for (var tries = 0; tries < 20; tries++) {
      page.evaluate("new Promise(done => setTimeout(done, 150))");
      var next = page.screenshot(still());
      if (Arrays.equals(settled, next)) {
        break;
      }
      settled = next;
    }
    page.screenshot(still().setPath(FOLDER.resolve(name + ".png")));
  }

  /** Without what breathes on the page for ever, such as the dot that says live. */
  private static Page.ScreenshotOptions still() {
    return new Page.ScreenshotOptions().setAnimations(ScreenshotAnimations.DISABLED);
  }
}

package tillsight.ui;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** The whole application with a real browser in front of it and the fake server behind it. */
final class Chromium implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {

  private static final List<String> ARGUMENTS =
      List.of(
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync");

  private FakeServer server;
  private ConfigurableApplicationContext application;
  private Playwright playwright;
  private Browser browser;
  private final List<BrowserContext> windows = new CopyOnWriteArrayList<>();
  private final List<String> complaints = new CopyOnWriteArrayList<>();

  @Override
  public void beforeAll(ExtensionContext context) {
    server = FakeServer.start();
    application =
        SpringApplication.run(
            Application.class,
            "--server.port=0",
            "--TILLSIGHT_SERVER_URL=" + server.url(),
            "--TILLSIGHT_MODE=demo",
            "--TILLSIGHT_FIXED_CLOCK=" + FakeServer.NOW);
    var environment = Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    playwright = Playwright.create(new Playwright.CreateOptions().setEnv(environment));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions().setExecutablePath(executable()).setArgs(ARGUMENTS));
  }

  @Override
  public void afterEach(ExtensionContext context) {
    // A page that is left says so, and the application forgets it before the next test begins.
    windows.forEach(window -> window.pages().forEach(page -> page.navigate("about:blank")));
    windows.forEach(BrowserContext::close);
    windows.clear();
    complaints.clear();
    server.reset();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    browser.close();
    playwright.close();
    application.close();
    server.stop();
  }

  FakeServer server() {
    return server;
  }

  String url(String path) {
    var web = (WebServerApplicationContext) application;
    return "http://localhost:" + web.getWebServer().getPort() + "/" + path;
  }

  /** Console errors, failed answers and requests that left this machine, since the test began. */
  List<String> complaints() {
    return List.copyOf(complaints);
  }

  /** A window of its own session. */
  Page window(int width, int height, ColorScheme scheme) {
    var options = new Browser.NewContextOptions();
    options.setViewportSize(width, height).setColorScheme(scheme);
    var window = browser.newContext(options);
    windows.add(window);
    var page = window.newPage();
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error")) {
            complaints.add(message.text());
          }
        });
    page.onPageError(complaints::add);
    page.onRequest(
        request -> {
          if (!request.url().startsWith(url("")) && request.url().startsWith("http")) {
            complaints.add("left the machine: " + request.url());
          }
        });
    return page;
  }

  /** A wide window in which somebody of this role has signed in. */
  Page signedIn(String role) {
    return signIn(window(1440, 900, ColorScheme.LIGHT), role, "secret");
  }

  Page signIn(Page page, String role, String password) {
    page.navigate(url("login"));
    page.fill("input[name=username]", role + "@acme");
    page.fill("input[name=password]", password);
    page.click("vaadin-login-form vaadin-button");
    if (password.equals("secret")) {
      page.waitForSelector(".view");
    }
    return page;
  }

  private static Path executable() {
    var named = System.getenv("CHROMIUM");
    return Path.of(named == null ? "/usr/bin/chromium" : named);
  }
}

package tillsight.ui;

import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.page.AppShellConfigurator;
import com.vaadin.flow.component.page.ColorScheme;
import com.vaadin.flow.component.page.Inline;
import com.vaadin.flow.component.page.Push;
import com.vaadin.flow.server.AppShellSettings;
import com.vaadin.flow.theme.aura.Aura;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import tillsight.ui.client.TillsightClient;

/** Starts the screens, and is the shell of every page: theme, push, colour scheme. */
@SpringBootApplication
@Push
@ColorScheme(ColorScheme.Value.SYSTEM)
@StyleSheet(Aura.STYLESHEET)
@StyleSheet("ui/styles.css")
public class Application implements AppShellConfigurator {

  private static final Logger log = LoggerFactory.getLogger(Application.class);

  /** Puts a remembered colour scheme on the page before anything is painted. */
  private static final String REMEMBERED_SCHEME =
      """
      try {
        const scheme = localStorage.getItem('tillsight.scheme');
        if (scheme) document.documentElement.style.colorScheme = scheme;
      } catch (ignored) { /* Storage may be blocked; the system's scheme is used then. */ }
      """;

  public static void main(String[] args) {
    var debug = List.of(args).contains("--debug");
    try {
      var settings = Settings.from(System.getenv());
      var application = new SpringApplication(Application.class);
      application.setDefaultProperties(Map.of("server.port", settings.port()));
      var context = application.run(args);
      log.info(
          "The screens are at http://localhost:{}, with the server at {}",
          context.getEnvironment().getProperty("local.server.port"),
          settings.serverUrl());
      warnIfServerAway(context.getBean(TillsightClient.class), settings);
    } catch (RuntimeException e) {
      System.err.println("tillsight ui: " + remedy(e));
      if (debug) {
        e.printStackTrace();
      }
      System.exit(1);
    }
  }

  private static void warnIfServerAway(TillsightClient server, Settings settings) {
    if (!server.answers()) {
      log.warn(
          "No answer from the server at {}: nobody can sign in until it runs. Start it with"
              + " ./tillsight server, or correct TILLSIGHT_SERVER_URL",
          settings.serverUrl());
    }
  }

  private static String remedy(Throwable failure) {
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof Settings.Wrong wrong) {
        return String.valueOf(wrong.getMessage());
      }
      if (cause instanceof PortInUseException occupied) {
        return "port "
            + occupied.getPort()
            + " is taken by another process; stop it, or set TILLSIGHT_UI_PORT to a free port";
      }
    }
    return failure.getMessage() + " (run with --debug to see where)";
  }

  @Override
  public void configurePage(AppShellSettings page) {
    page.setViewport("width=device-width, initial-scale=1, viewport-fit=cover");
    page.addMetaTag("description", "What each till took, who comes back, what waits.");
    page.addFavIcon("icon", "ui/icon.svg", "any");
    page.addInlineWithContents(
        Inline.Position.PREPEND, REMEMBERED_SCHEME, Inline.Wrapping.JAVASCRIPT);
  }

  @Bean
  Settings settings(Environment environment) {
    var known = new HashMap<String, String>();
    for (var name : Settings.KNOWN) {
      var value = environment.getProperty(name);
      if (value != null) {
        known.put(name, value);
      }
    }
    return Settings.from(known);
  }

  @Bean
  InstantSource clock(Settings settings) {
    return settings.clock();
  }

  /** Where a page waits for the server, so that nobody's browser does. */
  @Bean(destroyMethod = "close")
  Executor questions() {
    return Executors.newVirtualThreadPerTaskExecutor();
  }
}

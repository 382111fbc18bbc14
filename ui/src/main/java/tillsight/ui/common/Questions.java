package tillsight.ui.common;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tillsight.ui.client.ServerTrouble;
import tillsight.ui.client.SignedIn;

/**
 * What a page asks the server while its user goes on working. Of several questions on one subject
 * only the newest is answered, so that a slow old answer never overwrites a new one.
 */
public final class Questions implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final Logger log = LoggerFactory.getLogger(Questions.class);

  private final transient Component page;
  private final SignedIn who;
  private final transient Executor executor;
  private final Map<String, Integer> newest = new HashMap<>();

  Questions(Component page, SignedIn who, Executor executor) {
    this.page = page;
    this.who = who;
    this.executor = executor;
  }

  /**
   * Asks beside the page, and answers in it. Called with the page's lock, as all its events are.
   */
  public <T> void ask(
      String subject,
      Function<SignedIn, T> question,
      Consumer<T> answer,
      Consumer<ServerTrouble> trouble) {
    var ui = page.getUI().orElseGet(UI::getCurrent);
    var number = newest.merge(subject, 1, Integer::sum);
    executor.execute(
        () -> {
          try {
            var result = question.apply(who);
            show(ui, subject, number, () -> answer.accept(result));
          } catch (ServerTrouble.SessionOver e) {
            show(ui, subject, number, () -> ui.getPage().setLocation("session-over"));
          } catch (ServerTrouble e) {
            show(ui, subject, number, () -> trouble.accept(e));
          } catch (RuntimeException e) {
            log.error("A page could not be filled", e);
            show(ui, subject, number, () -> trouble.accept(new ServerTrouble.Away(e)));
          }
        });
  }

  private void show(UI ui, String subject, int number, Runnable change) {
    // A test answers at once, on the thread that holds the lock already.
    if (ui.getSession() != null && ui.getSession().hasLock()) {
      change.run();
      return;
    }
    ui.accessLater(
            () -> {
              if (newest.getOrDefault(subject, 0) == number) {
                change.run();
              }
            },
            () -> {
              // The page was left before its answer came.
            })
        .run();
  }
}

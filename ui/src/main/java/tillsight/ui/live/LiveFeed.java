package tillsight.ui.live;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.UIDetachedException;
import com.vaadin.flow.server.Command;
import com.vaadin.flow.shared.Registration;
import com.vaadin.flow.spring.annotation.VaadinSessionScope;
import jakarta.annotation.PreDestroy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tillsight.ui.client.Payment;
import tillsight.ui.client.ServerTrouble;
import tillsight.ui.client.SignedIn;
import tillsight.ui.client.TillsightClient;
import tillsight.ui.client.Today;
import tillsight.ui.common.Desk;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectMapper;

/**
 * One event stream for all open pages of a session, with that person's own token. It is open while
 * somebody listens, and goes on after the last event it heard.
 */
@org.springframework.stereotype.Component
@VaadinSessionScope
public class LiveFeed {

  private static final Logger log = LoggerFactory.getLogger(LiveFeed.class);
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final Duration PAUSE_MAX = Duration.ofSeconds(15);
  private static final int RECEIPTS_MAX = 2_000;

  private final TillsightClient server;
  private final ObjectMapper json;
  private final @Nullable SignedIn who;
  private final List<Consumer<News>> listeners = new CopyOnWriteArrayList<>();
  private final Map<String, Boolean> heard =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
          return size() > RECEIPTS_MAX;
        }
      };

  private @Nullable Thread reader;
  private @Nullable InputStream stream;
  private @Nullable String lastEventId;
  private volatile boolean open;

  LiveFeed(Desk desk, ObjectMapper json) {
    this.server = desk.server();
    this.json = json;
    this.who = desk.signedIn();
  }

  /** Whether payments arrive by themselves at this moment. */
  public boolean isOpen() {
    return open;
  }

  /** Lets a component hear the news, in its own page, from now until it is taken off the page. */
  public void listen(Component owner, Consumer<News> listener) {
    owner
        .getUI()
        .ifPresent(
            ui -> {
              Consumer<News> inPage = news -> showIn(ui, () -> listener.accept(news));
              var registration = listen(inPage);
              owner.addDetachListener(
                  event -> {
                    event.unregisterListener();
                    registration.remove();
                  });
            });
  }

  private static void showIn(UI ui, Command change) {
    try {
      var _ = ui.access(change);
    } catch (UIDetachedException e) {
      // The page was left in this very moment, and its listener is about to be.
      log.trace("A page was left", e);
    }
  }

  private synchronized Registration listen(Consumer<News> listener) {
    listeners.add(listener);
    if (reader == null && who != null) {
      var person = who;
      reader = Thread.ofVirtual().name("live").start(() -> follow(person));
    }
    return () -> leave(listener);
  }

  private synchronized void leave(Consumer<News> listener) {
    listeners.remove(listener);
    if (listeners.isEmpty()) {
      close();
    }
  }

  /** Ends the stream; the next listener opens it again. */
  @PreDestroy
  synchronized void close() {
    var thread = reader;
    reader = null;
    open = false;
    if (thread != null) {
      thread.interrupt();
    }
    closeStream();
  }

  private synchronized void closeStream() {
    if (stream != null) {
      try {
        stream.close();
      } catch (IOException e) {
        log.debug("The event stream was closed already", e);
      }
      stream = null;
    }
  }

  private void follow(SignedIn person) {
    var pause = PAUSE;
    while (isCurrent()) {
      try {
        readOnce(person);
        pause = PAUSE;
      } catch (ServerTrouble.SessionOver e) {
        return;
      } catch (IOException | ServerTrouble e) {
        log.debug("The event stream broke off; opening it again in {}", pause, e);
      } catch (InterruptedException e) {
        return;
      }
      setOpen(false);
      try {
        Thread.sleep(pause);
      } catch (InterruptedException e) {
        return;
      }
      pause = pause.multipliedBy(2).compareTo(PAUSE_MAX) > 0 ? PAUSE_MAX : pause.multipliedBy(2);
    }
  }

  private void readOnce(SignedIn person) throws IOException, InterruptedException {
    var answer = server.live(person, lastEventId);
    synchronized (this) {
      if (!isCurrent()) {
        answer.close();
        return;
      }
      stream = answer;
    }
    setOpen(true);
    try (var lines = new BufferedReader(new InputStreamReader(answer, StandardCharsets.UTF_8))) {
      ServerEvents.read(lines, this::hear);
    }
  }

  private synchronized boolean isCurrent() {
    return reader == Thread.currentThread();
  }

  private void setOpen(boolean isOpen) {
    if (open != isOpen && isCurrent()) {
      open = isOpen;
      tell(new News.Connection(isOpen));
    }
  }

  private void hear(ServerEvents.ServerEvent event) {
    if (event.id() != null) {
      lastEventId = event.id();
    }
    try {
      switch (event.name()) {
        case "payment" -> {
          var payment = json.readValue(event.data(), Payment.class);
          // After a reconnection the stream may repeat itself.
          if (heard.put(payment.receipt(), true) == null) {
            tell(new News.Paid(payment));
          }
        }
        case "summary" -> tell(new News.Moved(json.readValue(event.data(), Today.class)));
        default -> log.debug("An event of an unknown kind was left alone");
      }
    } catch (JacksonException e) {
      log.warn("An event of the stream could not be read");
    }
  }

  private void tell(News news) {
    listeners.forEach(listener -> listener.accept(news));
  }
}

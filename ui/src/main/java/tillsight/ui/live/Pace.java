package tillsight.ui.live;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import java.io.Serializable;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Lets something happen soon, but not more often than every few seconds. */
public final class Pace implements Serializable {

  private static final long serialVersionUID = 1L;

  private final transient Component owner;
  private final Duration pause;
  private final transient Runnable work;
  private long earliest;
  private boolean planned;

  public Pace(Component owner, Duration pause, Runnable work) {
    this.owner = owner;
    this.pause = pause;
    this.work = work;
  }

  /** Asks for the work; it happens now or when the pause since the last time is over. */
  public void request() {
    var wait = earliest - System.nanoTime();
    if (planned || owner.getUI().isEmpty()) {
      return;
    }
    if (wait <= 0) {
      run();
      return;
    }
    planned = true;
    var ui = owner.getUI().get();
    CompletableFuture.delayedExecutor(wait, TimeUnit.NANOSECONDS).execute(() -> later(ui));
  }

  private void later(UI ui) {
    ui.accessLater(
            () -> {
              planned = false;
              if (owner.isAttached()) {
                run();
              }
            },
            () -> {
              // The page was left while it waited.
            })
        .run();
  }

  private void run() {
    earliest = System.nanoTime() + pause.toNanos();
    work.run();
  }
}

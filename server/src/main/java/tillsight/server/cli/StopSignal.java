package tillsight.server.cli;

import java.util.concurrent.CountDownLatch;

/**
 * Lets a command run until someone presses Ctrl-C or sends SIGTERM, and holds the end of the
 * process back until the command has tidied up: close it last.
 */
final class StopSignal implements AutoCloseable {

  private final CountDownLatch stopped = new CountDownLatch(1);
  private final CountDownLatch tidied = new CountDownLatch(1);

  StopSignal() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "stop"));
  }

  /** Waits for the signal. */
  void await() throws InterruptedException {
    stopped.await();
  }

  boolean received() {
    return stopped.getCount() == 0;
  }

  @Override
  public void close() {
    tidied.countDown();
  }

  private void stop() {
    stopped.countDown();
    try {
      tidied.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

package tillsight.server.cli;

import java.io.PrintWriter;

/**
 * Shows how far a long piece of work has come: a moving line on a terminal, a few lines in a log.
 */
final class ProgressBar {

  private static final int WIDTH = 40;

  private final PrintWriter out;
  private final String what;

  @SuppressWarnings("SystemConsoleNull") // The JDK's own promise still allows null.
  private final boolean moving = System.console() != null && System.console().isTerminal();

  private int shown = -1;

  ProgressBar(PrintWriter out, String what) {
    this.out = out;
    this.what = what;
  }

  synchronized void show(long done, long all) {
    var percent = all == 0 ? 100 : (int) Math.min(100, done * 100 / all);
    var step = moving ? 1 : 10;
    if (percent / step == shown / step && shown >= 0) {
      return;
    }
    shown = percent;
    var filled = percent * WIDTH / 100;
    out.printf(
        moving ? "\r%s [%s%s] %3d %%" : "%s [%s%s] %3d %%%n",
        what,
        "#".repeat(filled),
        ".".repeat(WIDTH - filled),
        percent);
    if (moving && percent == 100) {
      out.println();
    }
    out.flush();
  }
}

package tillsight.server.http;

import java.net.BindException;

/** What to say when a port cannot be had. */
public final class Ports {

  /**
   * The native transport fails with its own exception, which names neither port nor setting.
   *
   * @param setting the environment variable that chooses the port
   */
  public static BindException taken(int port, String setting, Throwable cause) {
    var taken =
        new BindException(
            "port %d (%s) cannot be opened: %s".formatted(port, setting, cause.getMessage()));
    taken.initCause(cause);
    return taken;
  }

  private Ports() {}
}

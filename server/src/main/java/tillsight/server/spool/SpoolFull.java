package tillsight.server.spool;

import java.io.IOException;

/** Raised when the spool takes nothing more for now; nothing of what was given has been kept. */
public final class SpoolFull extends IOException {

  private static final long serialVersionUID = 1L;

  SpoolFull(String why) {
    super(why);
  }
}

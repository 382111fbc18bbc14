package tillsight.ui.statement;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.UIDetachedException;
import com.vaadin.flow.server.Command;
import com.vaadin.flow.server.streams.UploadEvent;
import com.vaadin.flow.server.streams.UploadHandler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tillsight.ui.client.ServerTrouble;
import tillsight.ui.client.SignedIn;
import tillsight.ui.client.Statement;
import tillsight.ui.client.TillsightClient;
import tillsight.ui.common.Names;

/**
 * Takes a file from a browser and hands it on to the server. It lies on the disk in between, never
 * in memory, and is gone from there when the server has answered.
 */
final class StatementUpload implements UploadHandler {

  /** Ten times the statement of a till with a hundred thousand payments. */
  static final int BYTES_MAX = 256 * 1024 * 1024;

  static final int NAME_CHARS_MAX = 200;

  private static final long serialVersionUID = 1L;
  private static final Logger log = LoggerFactory.getLogger(StatementUpload.class);
  private static final int BUFFER_BYTES = 64 * 1024;
  private static final int TOLD_PERCENT = 4;

  /** Hears how it goes, in the page. */
  interface Progress {
    /** So many percent of the file are here. */
    void arriving(String name, int percent);

    /** The server has it and works on it. */
    void taken(Statement statement);

    void failed(String name, ServerTrouble trouble);
  }

  private final transient TillsightClient server;
  private final SignedIn who;
  private final transient Supplier<Optional<String>> till;
  private final transient Progress progress;

  StatementUpload(
      TillsightClient server, SignedIn who, Supplier<Optional<String>> till, Progress progress) {
    this.server = server;
    this.who = who;
    this.till = till;
    this.progress = progress;
  }

  @Override
  public void handleUploadRequest(UploadEvent event) throws IOException {
    var ui = event.getUI();
    var name = name(event.getFileName());
    var copy = Files.createTempFile("tillsight-statement-", null);
    try {
      receive(event, name, copy);
      var taken = server.upload(who, copy, name, till(event).orElse(null));
      tell(ui, () -> progress.taken(taken));
    } catch (ServerTrouble.SessionOver e) {
      tell(ui, () -> ui.getPage().setLocation("session-over"));
    } catch (ServerTrouble e) {
      tell(ui, () -> progress.failed(name, e));
    } catch (IOException e) {
      log.debug("An upload broke off", e);
      tell(
          ui,
          () ->
              progress.failed(
                  name,
                  new ServerTrouble.Refused(
                      400, "The file did not arrive whole. Please send it again.", null)));
    } finally {
      Files.deleteIfExists(copy);
    }
  }

  private void receive(UploadEvent event, String name, Path copy) throws IOException {
    var size = event.getFileSize();
    var arrived = 0L;
    var told = -TOLD_PERCENT;
    var buffer = new byte[BUFFER_BYTES];
    try (var in = event.getInputStream();
        var out = Files.newOutputStream(copy)) {
      for (var read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        arrived += read;
        if (arrived > BYTES_MAX) {
          throw new ServerTrouble.Refused(413, tooLarge(), null);
        }
        out.write(buffer, 0, read);
        var percent = size <= 0 ? 0 : (int) Math.min(100, 100 * arrived / size);
        if (percent >= told + TOLD_PERCENT) {
          told = percent;
          tell(event.getUI(), () -> progress.arriving(name, percent));
        }
      }
    }
  }

  static String tooLarge() {
    return "The file is larger than "
        + BYTES_MAX / 1024 / 1024
        + " MB. Export fewer days and upload the parts one by one.";
  }

  private Optional<String> till(UploadEvent event) {
    event.getSession().lock();
    try {
      return till.get();
    } finally {
      event.getSession().unlock();
    }
  }

  private static void tell(UI ui, Command change) {
    // A test uploads on the thread that holds the lock already.
    if (ui.getSession() != null && ui.getSession().hasLock()) {
      change.execute();
      return;
    }
    try {
      var _ = ui.access(change);
    } catch (UIDetachedException e) {
      log.trace("The page was left while a file arrived", e);
    }
  }

  /** The name alone, as short as a name should be. */
  static String name(String sent) {
    var plain = Names.clean(sent);
    var alone = plain.substring(Math.max(plain.lastIndexOf('/'), plain.lastIndexOf('\\')) + 1);
    var shown = alone.isBlank() ? "statement" : alone.strip();
    return shown.substring(Math.max(0, shown.length() - NAME_CHARS_MAX));
  }
}

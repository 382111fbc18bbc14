package tillsight.server.cli;

import io.vertx.pgclient.PgException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import tillsight.server.Config;
import tillsight.server.daraja.DarajaRefusal;

/** Why a command could not do its work, in words that say what to do about it. */
public final class Failure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private static final int CAUSES_MAX = 20;
  private static final String NO_ANSWER =
      "; check that PostgreSQL runs there and TILLSIGHT_DB names it";

  public Failure(String message) {
    super(message);
  }

  public Failure(String message, Throwable cause) {
    super(message, cause);
  }

  /** The lines that tell a person what went wrong: one, unless a file has several errors. */
  public static List<String> explain(Throwable thrown) {
    var causes =
        Stream.<@Nullable Throwable>iterate(thrown, Objects::nonNull, Throwable::getCause)
            .filter(Objects::nonNull)
            .limit(CAUSES_MAX)
            .toList();
    return causes.stream()
        .map(Failure::known)
        .flatMap(Optional::stream)
        .findFirst()
        .orElseGet(() -> List.of(unknown(thrown)));
  }

  /** The text without line breaks, as one error is one line. */
  public static String oneLine(@Nullable String text) {
    return text == null ? "" : text.strip().replaceAll("\\s*\\R\\s*", " ");
  }

  private static Optional<List<String>> known(Throwable thrown) {
    return switch (thrown) {
      case Failure failure -> Optional.of(List.of(oneLine(failure.getMessage())));
      case Config.Wrong wrong -> Optional.of(List.of(oneLine(wrong.getMessage())));
      case DarajaRefusal refusal -> Optional.of(List.of(oneLine(refusal.getMessage())));
      case PgException e -> Optional.of(List.of(database(e.getSqlState(), e.getErrorMessage())));
      case SQLException e when isFromServer(e) ->
          Optional.of(List.of(database(e.getSQLState(), e.getMessage())));
      case SQLException e when e.getCause() == null ->
          Optional.of(List.of(oneLine(e.getMessage()) + "; correct TILLSIGHT_DB"));
      default -> network(thrown).map(List::of);
    };
  }

  private static Optional<String> network(Throwable thrown) {
    var message = oneLine(thrown.getMessage());
    return switch (thrown) {
      case UnknownHostException e ->
          Optional.of("the host " + message + " is not known" + NO_ANSWER);
      case BindException e ->
          Optional.of(
              message
                  + "; stop what uses the port, or set TILLSIGHT_HTTP_PORT,"
                  + " TILLSIGHT_MANAGEMENT_PORT or TILLSIGHT_UI_PORT to free ones");
      case ConnectException e -> Optional.of(message + NO_ANSWER);
      case SSLException e ->
          Optional.of(
              "TLS: "
                  + message
                  + "; name the CA with sslrootcert=FILE in TILLSIGHT_DB, or correct it");
      case SocketTimeoutException e -> Optional.of("no answer in time" + NO_ANSWER);
      case NoSuchFileException e ->
          Optional.of("there is no file " + message + "; correct its name");
      case AccessDeniedException e ->
          Optional.of("no access to " + message + "; check its owner and mode");
      default -> Optional.empty();
    };
  }

  /** Class 08 is the driver's own report of a connection that failed; its cause says more. */
  private static boolean isFromServer(SQLException e) {
    return e.getSQLState() != null && !e.getSQLState().startsWith("08");
  }

  private static String database(@Nullable String state, @Nullable String message) {
    var text = "PostgreSQL: " + oneLine(message);
    return switch (state) {
      case "28P01" -> text + "; correct user and password in TILLSIGHT_DB";
      case "28000" -> text + "; correct the user, or add ?sslmode=require, in TILLSIGHT_DB";
      case "3D000" -> text + "; create it, or correct the name in TILLSIGHT_DB";
      case "42501" -> text + "; grant the right to the user in TILLSIGHT_DB";
      case "42P01", "42703" -> text + "; bring the tables up to date with: tillsight migrate";
      case "53300" -> text + "; raise max_connections, or stop other clients";
      case "57P03" -> text + "; try again in a moment";
      case null, default -> text;
    };
  }

  private static String unknown(Throwable thrown) {
    var message = oneLine(thrown.getMessage());
    return (message.isEmpty() ? thrown.getClass().getSimpleName() : message)
        + " (--debug shows where)";
  }
}

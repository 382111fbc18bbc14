package tillsight.server.api;

import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.FileUpload;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tillsight.server.access.Permission;
import tillsight.server.http.Cursor;
import tillsight.server.http.Items;
import tillsight.server.http.Problem;
import tillsight.server.http.Problems;
import tillsight.server.http.Refused;
import tillsight.server.statement.Format;
import tillsight.server.statement.Statement;
import tillsight.server.statement.StatementImport.Upload;
import tillsight.server.statement.StatementVerticle;
import tillsight.server.statement.Statements;

/** Statements of the M-PESA portal: uploading them, and what came of them. */
final class StatementRoutes {

  private static final long FILE_BYTES_MAX = 256L * 1024 * 1024;

  /** What surrounds the file in the request. */
  private static final long FORM_BYTES_MAX = 16L * 1024;

  private static final String PATH = Api.PATH + "/statements";
  private static final String FILE = "file";
  private static final String TILL = "till";
  private static final String FORMAT = "format";
  private static final int TOO_LARGE = 413;

  private final Gate gate;
  private final Statements statements;
  private final StatementVerticle uploads;

  StatementRoutes(Gate gate, Statements statements, StatementVerticle uploads) {
    this.gate = gate;
    this.statements = statements;
    this.uploads = uploads;
  }

  void hangUp() {
    gate.guarded("statements", Permission.STATEMENTS, this::page);
    gate.guarded("statement", Permission.STATEMENTS, this::one);
    gate.accepted("uploadStatement", Permission.UPLOAD, this::upload);
  }

  /** Goes before all that answers failures: it knows what to do about a file that is too large. */
  void explainTooLarge(Router router) {
    router
        .post(PATH)
        .failureHandler(
            request -> {
              if (request.statusCode() == TOO_LARGE) {
                Problems.answer(request, tooLarge());
              } else {
                request.next();
              }
            });
  }

  /**
   * Receives files of a size that no other call takes, from those who may send them. They go to a
   * folder as they come; what is not taken over is deleted with the end of the request.
   */
  void receive(Router router) {
    var files =
        BodyHandler.create(uploads.folder().toString())
            .setBodyLimit(FILE_BYTES_MAX + FORM_BYTES_MAX)
            .setMergeFormAttributes(false)
            .setDeleteUploadedFilesOnEnd(true);
    router.post(PATH).handler(this::admit);
    router.post(PATH).handler(files);
  }

  private void admit(RoutingContext request) {
    var type = request.request().getHeader(HttpHeaders.CONTENT_TYPE);
    if (type == null || !type.toLowerCase(Locale.ROOT).startsWith("multipart/form-data")) {
      throw new Refused(
          Problem.WRONG_MEDIA_TYPE,
          "Send the statement as multipart/form-data, in the field file.",
          List.of(),
          Map.of());
    }
    uploads.requireRoom();
    gate.admit(request, Permission.UPLOAD);
  }

  private Future<Items<Statement>> page(Call call) {
    var cursor = call.text("cursor");
    return statements.page(
        call.business().id(),
        cursor == null
            ? null
            : Cursor.parse(cursor, Statements.CURSOR_LIST, Statements.CURSOR_PARTS),
        call.limit());
  }

  private Future<Statement> one(Call call) {
    return statements.byId(call.business().id(), call.pathId("id"));
  }

  private Future<Statement> upload(Call call) {
    var file = file(call.request().fileUploads());
    var form = call.request().request().formAttributes();
    for (var name : form.names()) {
      if (!Set.of(TILL, FORMAT).contains(name)) {
        throw Refused.invalid(name, "is not known here; this call takes file, till, format");
      }
    }
    var till = given(form.get(TILL));
    if (till != null && call.business().till(till).isEmpty()) {
      throw Refused.invalid(
          TILL,
          "is none of the business's; GET /api/v1/tills lists them, tillsight apply adds some");
    }
    return uploads.take(
        call.business(),
        new Upload(
            Path.of(file.uploadedFileName()),
            file.fileName(),
            format(given(form.get(FORMAT))),
            till,
            call.caller().username()));
  }

  private static FileUpload file(List<FileUpload> files) {
    if (files.size() != 1 || !files.getFirst().name().equals(FILE)) {
      throw Refused.invalid(FILE, "must be one file; send each statement by itself");
    }
    if (files.getFirst().size() > FILE_BYTES_MAX) {
      throw tooLarge();
    }
    return files.getFirst();
  }

  private static @Nullable Format format(@Nullable String word) {
    if (word == null) {
      return null;
    }
    return Format.of(word)
        .orElseThrow(() -> Refused.invalid(FORMAT, "must be org-statement or merchant-statement"));
  }

  private static @Nullable String given(@Nullable String text) {
    return text == null || text.isBlank() ? null : text.strip();
  }

  private static Refused tooLarge() {
    return new Refused(
        Problem.TOO_LARGE,
        "The file is larger than %d MB. Export a shorter period, and upload each part."
            .formatted(FILE_BYTES_MAX >> 20),
        List.of(),
        Map.of());
  }
}

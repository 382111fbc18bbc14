package tillsight.server.cli;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tillsight.server.business.Business;
import tillsight.server.daraja.DarajaRefusal;
import tillsight.server.daraja.DarajaSetUp.ShortCode;

/** Registers short codes with Daraja: where payments are called back, and for Pull. */
@Command(
    name = "register",
    description = {
      "Registers short codes with Daraja: where payments are called back, and for Pull.",
      "In production Safaricom takes the addresses once; to change them, delete them first",
      "under Self Services > URL Management on developer.safaricom.co.ke. Exits 1 if refused."
    })
final class DarajaRegisterCommand extends DarajaErrand {

  @Option(
      names = "--shortcode",
      paramLabel = "CODE",
      description = "One short code (default: the app's own, Paybills and head offices).")
  private @Nullable String shortCode;

  @Option(names = "--urls", description = "Only the addresses that are called back.")
  private boolean urlsOnly;

  @Option(names = "--pull", description = "Only for Pull.")
  private boolean pullOnly;

  @Override
  List<Line> lines(DarajaDesk desk, Business business) {
    var codes = shortCodes(desk, business);
    if (codes.isEmpty()) {
      return List.of();
    }
    if (desk.accounts().of(business.id()).await().isEmpty()) {
      return List.of(
          new Line(
              true, business.name() + ": no credentials are stored; add daraja to its apply file"));
    }
    var lines = new ArrayList<Line>();
    for (var code : codes) {
      if (urlsOnly || !pullOnly) {
        lines.add(register(desk, business, code, false));
      }
      if (pullOnly || !urlsOnly) {
        lines.add(register(desk, business, code, true));
      }
    }
    return lines;
  }

  private List<String> shortCodes(DarajaDesk desk, Business business) {
    return desk.setUps().shortCodes(business).await().stream()
        .filter(code -> shortCode == null || code.equals(shortCode))
        .toList();
  }

  private static Line register(DarajaDesk desk, Business business, String code, boolean forPull) {
    var subject = "%s %s %s: ".formatted(business.name(), code, forPull ? "Pull" : "addresses");
    try {
      var done = DarajaDesk.await(desk.setUps().register(business, code, forPull));
      return line(subject, done, forPull);
    } catch (DarajaRefusal refusal) {
      return new Line(false, subject + refusal.getMessage());
    }
  }

  private static Line line(String subject, ShortCode done, boolean forPull) {
    var state = forPull ? done.pull().state() : done.urls().state();
    var detail = forPull ? done.pull().detail() : done.urls().detail();
    return new Line(
        !state.equals("refused"), subject + state + (detail == null ? "" : "; " + detail));
  }
}

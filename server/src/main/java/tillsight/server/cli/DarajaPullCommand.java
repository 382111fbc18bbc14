package tillsight.server.cli;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tillsight.server.business.Business;

/** Pulls transactions now: the same as {@code jobs run pull}, for one short code if wanted. */
@Command(
    name = "pull",
    description = {
      "Asks Daraja for the transactions of the last 48 hours and books what is missing.",
      "Exits 1 if a short code could not be pulled whole."
    })
final class DarajaPullCommand extends DarajaErrand {

  @Option(names = "--shortcode", paramLabel = "CODE", description = "One short code.")
  private @Nullable String shortCode;

  @Override
  List<Line> lines(DarajaDesk desk, Business business) {
    if (desk.accounts().of(business.id()).await().isEmpty()) {
      return List.of(
          new Line(
              true, business.name() + ": no credentials are stored; add daraja to its apply file"));
    }
    var lines = new ArrayList<Line>();
    desk.pulls()
        .now(
            business.id(),
            shortCode,
            "command",
            run -> lines.add(new Line(!run.failed(), PullLine.of(business.name() + " ", run))));
    return lines;
  }
}

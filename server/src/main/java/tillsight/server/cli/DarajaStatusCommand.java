package tillsight.server.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import tillsight.server.business.Business;
import tillsight.server.daraja.DarajaSetUp.ShortCode;
import tillsight.server.daraja.DarajaSetUp.Step;

/** Says how each business is set up with Daraja, without asking Daraja. */
@Command(
    name = "status",
    description = {
      "Says how each business is set up with Daraja, as of the last time it was asked.",
      "Exits 1 if something has failed."
    })
final class DarajaStatusCommand extends DarajaErrand {

  @Override
  List<Line> lines(DarajaDesk desk, Business business) {
    var setUp = DarajaDesk.await(desk.setUps().of(business));
    var lines = new ArrayList<Line>();
    lines.add(new Line(true, business.name()));
    setUp.checklist().forEach(step -> lines.add(line(step)));
    setUp.shortCodes().forEach(code -> lines.add(new Line(true, text(code))));
    return lines;
  }

  private static Line line(Step step) {
    var remedy = step.remedy() == null ? "" : " " + step.remedy();
    return new Line(
        !step.state().equals("fail"),
        "  %-4s  %s: %s%s".formatted(step.state(), step.title(), step.detail(), remedy));
  }

  private static String text(ShortCode code) {
    var proven =
        code.pull().provenUntil() == null ? "" : ", proven until " + code.pull().provenUntil();
    return "  %s %s: addresses %s, Pull %s%s"
        .formatted(code.shortCode(), code.name(), code.urls().state(), code.pull().state(), proven);
  }
}

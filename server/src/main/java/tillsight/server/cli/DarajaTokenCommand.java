package tillsight.server.cli;

import java.util.List;
import picocli.CommandLine.Command;
import tillsight.server.business.Business;
import tillsight.server.daraja.DarajaRefusal;

/** Tries the keys of each business's app. */
@Command(
    name = "token",
    description = {
      "Tries the keys of each business's app by asking for a new token.",
      "Running servers take it over. Exits 1 if Daraja refuses."
    })
final class DarajaTokenCommand extends DarajaErrand {

  @Override
  List<Line> lines(DarajaDesk desk, Business business) {
    var account = desk.accounts().of(business.id()).await();
    if (account.isEmpty()) {
      return List.of(
          new Line(
              true, business.name() + ": no credentials are stored; add daraja to its apply file"));
    }
    try {
      var tried = DarajaDesk.await(desk.daraja().tryKeys(account.get()));
      return List.of(
          new Line(true, business.name() + ": ok, a token until " + tried.tokenExpiresAt()));
    } catch (DarajaRefusal refusal) {
      return List.of(new Line(false, business.name() + ": " + refusal.getMessage()));
    }
  }
}

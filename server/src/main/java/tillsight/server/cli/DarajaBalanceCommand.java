package tillsight.server.cli;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tillsight.server.business.Business;
import tillsight.server.daraja.AccountBalance;
import tillsight.server.daraja.BalanceAnswers.Balance;
import tillsight.server.daraja.Conversation;
import tillsight.server.daraja.DarajaAccount;
import tillsight.server.daraja.DarajaRefusal;

/** Asks for the balances of a short code, which come to the running server. */
@Command(
    name = "balance",
    description = {
      "Asks for the balances of a short code. They come to the running server by callback;",
      "this waits for them for 15 seconds. Exits 1 if Daraja refuses."
    })
final class DarajaBalanceCommand extends DarajaErrand {

  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(300);

  @Option(
      names = "--shortcode",
      paramLabel = "CODE",
      description = "One short code (default: the app's own).")
  private @Nullable String shortCode;

  @Override
  List<Line> lines(DarajaDesk desk, Business business) {
    if (shortCode != null && !desk.setUps().shortCodes(business).await().contains(shortCode)) {
      return List.of();
    }
    var account = desk.accounts().of(business.id()).await();
    if (account.isEmpty()) {
      return List.of(
          new Line(
              true, business.name() + ": no credentials are stored; add daraja to its apply file"));
    }
    var code = shortCode == null ? account.get().shortcode() : shortCode;
    var subject = "%s %s: ".formatted(business.name(), code);
    try {
      var conversation = ask(desk, account.get(), code);
      return answered(desk, business, code, subject, conversation);
    } catch (DarajaRefusal refusal) {
      return List.of(new Line(false, subject + refusal.getMessage()));
    }
  }

  private static Conversation ask(DarajaDesk desk, DarajaAccount account, String code) {
    var urls = desk.urls(account.businessId());
    var conversation = DarajaDesk.await(new AccountBalance(desk.daraja()).ask(account, code, urls));
    desk.balances().note(account.businessId(), conversation, code, desk.now(), "command").await();
    return conversation;
  }

  private static List<Line> answered(
      DarajaDesk desk, Business business, String code, String subject, Conversation conversation) {
    var open = true;
    for (var end = System.nanoTime() + PATIENCE.toNanos(); open && System.nanoTime() < end; ) {
      desk.pause(LOOK_AGAIN);
      open = desk.balances().isOpen(business.id(), conversation).await();
    }
    var lines = new ArrayList<Line>();
    if (open) {
      lines.add(
          new Line(
              true,
              subject + "asked, and no answer yet; it comes to the running server. Known so far:"));
    }
    for (var balance : desk.balances().newest(business.id(), code).await()) {
      lines.add(new Line(true, subject + text(balance)));
    }
    if (lines.isEmpty()) {
      lines.add(new Line(false, subject + "Daraja has answered without a balance; try again"));
    }
    return lines;
  }

  private static String text(Balance balance) {
    return "%s KES %s (available %s) at %s"
        .formatted(
            balance.account(),
            BigDecimal.valueOf(balance.currentCents(), 2).toPlainString(),
            BigDecimal.valueOf(balance.availableCents(), 2).toPlainString(),
            balance.at());
  }
}

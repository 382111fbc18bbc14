package tillsight.server.result;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tillsight.server.callback.CallbackParser;
import tillsight.server.callback.Text;

/**
 * Reads the accounts of a balance result (daraja.md 6.2): {@code name|currency|current|available|
 * reserved|uncleared}, joined by {@code &}.
 */
final class AccountBalances {

  private static final int ACCOUNTS_MAX = 50;
  private static final int FIELDS = 6;
  private static final int NAME_CHARS_MAX = 60;
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z /-]*");
  // Where 0.00& is meant, Daraja's old manual has 0.008&. A third decimal can be nothing else.
  private static final Pattern STRAY_EIGHT = Pattern.compile("(-?\\d+\\.\\d\\d)8");

  /** What could be read, and how many entries could not. */
  record Read(List<Account> accounts, int unreadable) {}

  static Read parse(String given) {
    var entries = given.strip().split("&");
    var accounts = new ArrayList<Account>();
    for (var entry : entries) {
      var account = accounts.size() < ACCOUNTS_MAX ? account(entry.split("\\|", -1)) : null;
      if (account != null && accounts.stream().noneMatch(a -> a.name().equals(account.name()))) {
        accounts.add(account);
      }
    }
    return new Read(List.copyOf(accounts), entries.length - accounts.size());
  }

  private static @Nullable Account account(String[] fields) {
    if (fields.length != FIELDS || !fields[1].strip().equals("KES")) {
      return null;
    }
    var name = Text.clean(fields[0]);
    var current = cents(fields[2]);
    var available = cents(fields[3]);
    var whole = cents(fields[4]) != null && cents(lastField(fields[5])) != null;
    return whole
            && current != null
            && available != null
            && name.length() <= NAME_CHARS_MAX
            && NAME.matcher(name).matches()
        ? new Account(name, current, available)
        : null;
  }

  private static String lastField(String given) {
    var matcher = STRAY_EIGHT.matcher(given.strip());
    return matcher.matches() ? matcher.group(1) : given;
  }

  /** Shillings, below zero too; null when they are none. */
  private static @Nullable Long cents(String given) {
    var text = given.strip();
    var negative = text.startsWith("-");
    var cents = CallbackParser.amount(negative ? text.substring(1) : text);
    return cents < 0 ? null : Long.valueOf(negative ? -cents : cents);
  }

  private AccountBalances() {}
}

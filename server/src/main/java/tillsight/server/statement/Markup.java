package tillsight.server.statement;

import java.util.HashSet;
import java.util.Set;

/**
 * Looks at the bytes of a workbook's parts as they come out of it, and refuses what no spreadsheet
 * writes and would fill a reader's memory: endless texts, rows, columns, names and formulas.
 *
 * <p>It knows just enough of XML to see tags. Where it is in doubt it refuses.
 */
final class Markup {

  private static final int TAG_BYTES_MAX = 8 * 1024;
  private static final int TEXT_BYTES_MAX = 256 * 1024;
  private static final int COLUMNS_MAX = 16_384;
  private static final int NAMES_MAX = 5_000;
  private static final int FORMULAS_MAX = 10_000;
  private static final int ARRAY_FORMULAS_MAX = 100;
  // Readers keep all shared texts in memory, and each costs more than its letters.
  private static final int STRING_BYTES = 48;
  private static final long STRINGS_BYTES_MAX = 128L * 1024 * 1024;

  private final byte[] tag = new byte[TAG_BYTES_MAX];
  private final Set<Long> names = new HashSet<>();
  private int tagBytes = -1;
  private byte quote;
  private int textBytes;
  private int cells;
  private int formulas;
  private int arrayFormulas;
  private long stringBytes;
  private boolean inString;

  /** At the start of each part. */
  void begin() {
    tagBytes = -1;
    quote = 0;
    textBytes = 0;
    inString = false;
  }

  /**
   * Looks at what comes next.
   *
   * @throws Damaged if no statement has such a thing
   */
  void look(byte[] bytes, int length) {
    for (var i = 0; i < length; i++) {
      var b = bytes[i];
      // The other halves of UTF-16: without them its tags look like any others.
      if (b == 0) {
        continue;
      }
      if (tagBytes >= 0) {
        inTag(b);
      } else if (b == '<') {
        tagBytes = 0;
        textBytes = 0;
      } else {
        inText();
      }
    }
  }

  private void inText() {
    stringBytes += inString ? 1 : 0;
    if (++textBytes > TEXT_BYTES_MAX || stringBytes > STRINGS_BYTES_MAX) {
      throw tooMuch("texts");
    }
  }

  private void inTag(byte b) {
    if (quote == 0 && b == '>') {
      end();
      tagBytes = -1;
      return;
    }
    if (tagBytes == TAG_BYTES_MAX) {
      throw tooMuch("texts");
    }
    tag[tagBytes++] = b;
    // In comments and instructions quotes mean nothing.
    if ((b == '"' || b == '\'') && tag[0] != '!' && tag[0] != '?') {
      quote = quote == 0 ? b : quote == b ? 0 : quote;
    }
  }

  private void end() {
    if (tagBytes > 1 && tag[0] == '!' && (tag[1] == 'D' || tag[1] == 'd')) {
      throw tooMuch("declarations");
    }
    if (tagBytes == 0 || tag[0] == '!' || tag[0] == '?') {
      return;
    }
    var from = tag[0] == '/' ? 1 : 0;
    var to = nameEnd(from);
    name(from, to);
    for (var i = from; i < to; i++) {
      from = tag[i] == ':' ? i + 1 : from;
    }
    attributes(to, to - from == 1 && tag[from] == 'c');
    count(from, to);
  }

  private void count(int from, int to) {
    var length = to - from;
    if (length == 3 && tag[from] == 'r' && tag[from + 1] == 'o' && tag[from + 2] == 'w') {
      cells = 0;
    } else if (length == 1 && tag[from] == 'c' && tag[0] != '/' && ++cells > COLUMNS_MAX) {
      throw tooMuch("columns");
    } else if (length == 1 && tag[from] == 'f' && tag[0] != '/' && ++formulas > FORMULAS_MAX) {
      throw tooMuch("formulas");
    } else if (length == 2 && tag[from] == 's' && tag[from + 1] == 'i') {
      inString = tag[0] != '/';
      stringBytes += inString ? STRING_BYTES : 0;
    }
  }

  private void attributes(int from, boolean isCell) {
    var at = from;
    while (at < tagBytes) {
      while (at < tagBytes && (isSpace(tag[at]) || tag[at] == '/')) {
        at++;
      }
      var start = at;
      while (at < tagBytes && tag[at] != '=' && !isSpace(tag[at])) {
        at++;
      }
      name(start, at);
      var isAddress = isCell && at - start == 1 && tag[start] == 'r';
      while (at < tagBytes && tag[at] != '"' && tag[at] != '\'') {
        at++;
      }
      at = value(at, isAddress);
    }
  }

  /** Passes over a value in quotes. */
  private int value(int from, boolean isAddress) {
    var at = from + 1;
    var column = 0;
    while (at < tagBytes && tag[at] != tag[from]) {
      if (isAddress && tag[at] == '&') {
        throw tooMuch("columns");
      }
      if (isAddress && Character.isLetter(tag[at])) {
        column = column * 26 + (tag[at] & 0x1f);
        if (column > COLUMNS_MAX) {
          throw tooMuch("columns");
        }
      }
      at++;
    }
    if (at - from == 6 && tag[from + 1] == 'a' && tag[from + 3] == 'r' && tag[from + 5] == 'y') {
      if (++arrayFormulas > ARRAY_FORMULAS_MAX) {
        throw tooMuch("formulas");
      }
    }
    return at + 1;
  }

  /** Readers remember every name that they have met. */
  private void name(int from, int to) {
    var hash = 1L;
    for (var i = from; i < to; i++) {
      hash = hash * 1_000_003 + tag[i];
    }
    if (names.add(hash) && names.size() > NAMES_MAX) {
      throw tooMuch("names");
    }
  }

  private int nameEnd(int from) {
    var at = from;
    while (at < tagBytes && !isSpace(tag[at]) && tag[at] != '/') {
      at++;
    }
    return at;
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || b == '\t' || b == '\n' || b == '\r';
  }

  private static Damaged tooMuch(String what) {
    return Damaged.file(
        "The workbook holds %s that no statement has, or too many of them. Export the statement again; if it really is that large, export it as CSV."
            .formatted(what));
  }
}

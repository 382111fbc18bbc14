package tillsight.server.statement;

import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/** The top of a statement: what it says of itself, and which columns it has. */
record Head(Preamble preamble, Header header, @Nullable Format format) {

  private static final String PERSONS =
      "This is the M-PESA statement of a person's phone, not of a business. Export the statement of"
          + " the till or Paybill: in the M-PESA organisation portal under Transaction > Account"
          + " Statement > Export, or in M-PESA for Business.";

  /**
   * Reads up to the header and leaves the sheet at the first row after it.
   *
   * @throws Damaged if there is no header, or the statement is a person's
   */
  static Head read(Sheet sheet) {
    var above = new ArrayList<SheetRow>();
    for (var row = sheet.next(); row != null && row.line() <= Header.LINE_MAX; row = sheet.next()) {
      if (Header.isHeader(row)) {
        return of(Preamble.of(above, sheet.epochDays()), Header.of(row));
      }
      above.add(row);
    }
    throw Damaged.file(Header.MISSING);
  }

  private static Head of(Preamble preamble, Header header) {
    var format = header.format();
    if (format == null && (preamble.person() || !preamble.organisation())) {
      throw Damaged.file(PERSONS);
    }
    return new Head(preamble, header, format);
  }

  /**
   * The format it has, which must be the one that was asked for, if one was.
   *
   * @throws Damaged if it is the other
   */
  Format format(@Nullable Format asked) {
    if (format == null) {
      return asked == null ? Format.ORGANISATION : asked;
    }
    if (asked != null && asked != format) {
      throw Damaged.file(
          "The columns are those of format %s, not of %s; load it as %s."
              .formatted(format.word(), asked.word(), format.word()));
    }
    return format;
  }
}

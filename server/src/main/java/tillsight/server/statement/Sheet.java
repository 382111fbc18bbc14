package tillsight.server.statement;

import java.io.Closeable;
import org.jspecify.annotations.Nullable;

/** The rows of a file from its first to its last, one at a time. */
sealed interface Sheet extends Closeable permits CsvSheet, XlsxSheet {

  /**
   * The next row that holds anything; null after the last.
   *
   * @throws Damaged if the file cannot be read on
   */
  @Nullable SheetRow next();

  /** How many days lie between the date that its number 0 stands for and the usual one. */
  int epochDays();

  /** Whether it is text, in which a missing or superfluous separator moves what follows. */
  boolean isText();

  @Override
  void close();
}

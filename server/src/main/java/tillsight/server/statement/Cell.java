package tillsight.server.statement;

/**
 * What stands in one cell of a file.
 *
 * @param text as it stands there; the digits of a number
 */
record Cell(String text, Kind kind) {

  static final Cell EMPTY = new Cell("", Kind.TEXT);

  /** What a spreadsheet takes it for; in text files all is text. */
  enum Kind {
    TEXT,
    NUMBER,
    /** A formula that came without a plain value; it is never worked out here. */
    FORMULA,
    /** An error of the spreadsheet's, or a value that is none of the above. */
    ERROR
  }

  static Cell text(String text) {
    return text.isEmpty() ? EMPTY : new Cell(text, Kind.TEXT);
  }

  boolean isBlank() {
    return kind == Kind.TEXT && text.isBlank();
  }

  /** Leaves out what stands in it. */
  @Override
  public String toString() {
    return "Cell " + kind;
  }
}

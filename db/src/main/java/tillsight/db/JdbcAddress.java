package tillsight.db;

/** Where a database is, in the form that JDBC wants. */
public record JdbcAddress(String url, String user, String password) {

  /** Leaves the password out, because addresses end up in logs. */
  @Override
  public String toString() {
    return url + " as " + user;
  }
}

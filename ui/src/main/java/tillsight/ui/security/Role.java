package tillsight.ui.security;

/** What somebody may be at a business; the words are the server's. */
public final class Role {

  public static final String OWNER = "owner";
  public static final String MANAGER = "manager";
  public static final String CASHIER = "cashier";
  public static final String AUDITOR = "auditor";
  public static final String OPERATOR = "operator";

  private Role() {}
}

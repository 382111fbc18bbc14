package tillsight.server.daraja;

/** An API operator's password as Daraja wants it: encrypted with the environment's certificate. */
public final class SecurityCredential {

  public static String of(String password, String pemCertificate) {
    throw new UnsupportedOperationException("later in this branch");
  }

  private SecurityCredential() {}
}

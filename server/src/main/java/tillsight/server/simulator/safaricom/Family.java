package tillsight.server.simulator.safaricom;

/** The products of Daraja, which have codes of their own for the same errors. */
enum Family {
  C2B(
      new Rejection(400, "400.003.01", "Invalid Access Token"),
      new Rejection(404, "404.001.04", "Invalid HTTP method or header"),
      "400.003.02"),
  PULL(
      new Rejection(401, "401.001", "Invalid Access Token"),
      new Rejection(405, "405.001", "Method Not Allowed"),
      "400.002.02"),
  OTHER(
      new Rejection(404, "404.001.03", "Invalid Access Token"),
      new Rejection(405, "405.001", "Method Not Allowed"),
      "400.002.02");

  private final Rejection badToken;
  private final Rejection badMethod;
  private final String badField;

  Family(Rejection badToken, Rejection badMethod, String badField) {
    this.badToken = badToken;
    this.badMethod = badMethod;
    this.badField = badField;
  }

  Rejection badToken() {
    return badToken;
  }

  Rejection badMethod() {
    return badMethod;
  }

  Rejection badField(String name) {
    return new Rejection(400, badField, "Bad Request - Invalid " + name);
  }

  Rejection badUrl(String name, String why) {
    return new Rejection(400, badField, "Bad Request - Invalid " + name + " - " + why);
  }
}

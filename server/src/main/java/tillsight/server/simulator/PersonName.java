package tillsight.server.simulator;

/** The names M-PESA has for a payer. An organisation has only the first. */
public record PersonName(String first, String middle, String last) {

  public static PersonName organisation(String name) {
    return new PersonName(name, "", "");
  }

  public String full() {
    return String.join(" ", first, middle, last).strip();
  }
}

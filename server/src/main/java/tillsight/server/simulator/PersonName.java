package tillsight.server.simulator;

/** The names M-PESA has for a payer. An organisation has only the first. */
public record PersonName(String first, String middle, String last) {

  static PersonName organisation(String name) {
    return new PersonName(name, "", "");
  }

  String full() {
    return String.join(" ", first, middle, last).strip();
  }
}

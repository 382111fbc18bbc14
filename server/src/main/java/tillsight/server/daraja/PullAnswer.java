package tillsight.server.daraja;

/** Reads what Pull answers. Total: whatever comes in, an answer comes out. */
public sealed interface PullAnswer {

  /** It told transactions, or that there are none. */
  record Told(PullPage page) implements PullAnswer {}

  /** It could not or would not tell. */
  record Failed(DarajaRefusal refusal) implements PullAnswer {}

  static PullAnswer parse(byte[] body) {
    return PullReading.of(body);
  }
}

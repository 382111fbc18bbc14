package tillsight.server.simulator.safaricom;

import java.util.Map;

/**
 * A call to Daraja.
 *
 * @param authorization empty if it was not sent
 */
record Call(
    String method, String path, Map<String, String> query, String authorization, String body) {

  /** Leaves out what is secret or about people. */
  @Override
  public String toString() {
    return method + " " + path;
  }
}

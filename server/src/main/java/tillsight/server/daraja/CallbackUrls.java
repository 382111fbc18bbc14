package tillsight.server.daraja;

import java.net.URI;
import java.util.Optional;
import tillsight.server.business.CallbackToken;

/** The addresses of a business that Safaricom calls back. */
public record CallbackUrls(URI publicUrl, String token) {

  public URI confirmation() {
    return at("/c2b/%s/confirmation");
  }

  public URI validation() {
    return at("/c2b/%s/validation");
  }

  public URI stk() {
    return at("/stk/%s/result");
  }

  public URI result() {
    return at("/results/%s");
  }

  public URI timeout() {
    return at("/timeouts/%s");
  }

  /** Why Safaricom would refuse these addresses. */
  public Optional<String> problem() {
    return CallbackToken.forbiddenWord(confirmation().toString());
  }

  private URI at(String path) {
    return URI.create(publicUrl.toString().replaceFirst("/+$", "") + path.formatted(token));
  }

  /** Leaves the token out. */
  @Override
  public String toString() {
    return "CallbackUrls at " + publicUrl;
  }
}

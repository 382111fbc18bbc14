package tillsight.server.daraja;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import tillsight.server.business.CallbackToken;

/**
 * The addresses of a business that Safaricom calls back.
 *
 * @param publicUrl where Safaricom reaches the server
 * @param token the business's own part of them, which nobody can guess
 */
public record CallbackUrls(URI publicUrl, String token) {

  private static final String PRODUCTION = "api.safaricom.co.ke";
  private static final String SAFARICOM = ".safaricom.co.ke";
  private static final List<String> TUNNELS = List.of("ngrok", "mockbin", "requestbin");
  private static final Pattern NUMERIC = Pattern.compile("[0-9.]+|\\[.*]");
  private static final Pattern LOCAL =
      Pattern.compile(
          "localhost|.*\\.(local|localhost|internal)|\\[::1]|127\\..*|10\\..*|192\\.168\\..*"
              + "|172\\.(1[6-9]|2[0-9]|3[01])\\..*");

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

  /** Why Safaricom would refuse these addresses, production or not. */
  public Optional<String> problem() {
    var address = confirmation().toString();
    return word(address).or(() -> tunnel(address));
  }

  /** Why the Daraja at this address would refuse them. */
  public Optional<String> problem(URI daraja) {
    return problem(confirmation(), daraja);
  }

  /** Why the Daraja at the second address would refuse the first; without secrets. */
  static Optional<String> problem(URI address, URI daraja) {
    return word(address.toString())
        .or(() -> tunnel(address.toString()))
        .or(() -> unreachable(address, daraja))
        .or(() -> plain(address, daraja));
  }

  /** What is unusual about them, and may or may not be taken. */
  public Optional<String> note() {
    return host(publicUrl).filter(host -> NUMERIC.matcher(host).matches()).isPresent()
        ? Optional.of("the host is a number, which some report that Safaricom does not take")
        : Optional.empty();
  }

  private static Optional<String> word(String address) {
    return CallbackToken.forbiddenWord(address)
        .map("the address contains '%s', which Safaricom refuses"::formatted);
  }

  private static Optional<String> tunnel(String address) {
    var lower = address.toLowerCase(Locale.ROOT);
    return TUNNELS.stream()
        .filter(lower::contains)
        .findFirst()
        .map("the address goes through %s, which Safaricom blocks"::formatted);
  }

  private static Optional<String> unreachable(URI address, URI daraja) {
    var asksSafaricom = host(daraja).filter(host -> host.endsWith(SAFARICOM)).isPresent();
    return asksSafaricom && host(address).filter(host -> LOCAL.matcher(host).matches()).isPresent()
        ? Optional.of("the address cannot be reached from outside")
        : Optional.empty();
  }

  private static Optional<String> plain(URI address, URI daraja) {
    return host(daraja).filter(PRODUCTION::equals).isPresent()
            && !"https".equalsIgnoreCase(address.getScheme())
        ? Optional.of("the address is not https, and Safaricom takes nothing else in production")
        : Optional.empty();
  }

  private static Optional<String> host(URI address) {
    return Optional.ofNullable(address.getHost()).map(host -> host.toLowerCase(Locale.ROOT));
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

package tillsight.ui.client;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.stereotype.Component;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.web.client.RestClient;
import tillsight.ui.Settings;
import tools.jackson.databind.ObjectMapper;

/** Speaks with the server: the only class that knows its addresses. */
@Component
public class TillsightClient {

  private final Wire wire;

  TillsightClient(Settings settings, RestClient.Builder builder, ObjectMapper json) {
    this.wire = new Wire(settings.serverUrl() + "/api/v1", builder, json);
  }

  /** Whether anybody is there, whatever they say. */
  public boolean answers() {
    return wire.answers();
  }

  public SignedIn signIn(String username, String password) {
    return new SignedIn(wire.signIn(username, password));
  }

  /** Ends the session on the server too. One that is already gone needs no ending. */
  public void signOut(SignedIn who) {
    wire.signOut(who);
  }

  public Listing<Till> tills(SignedIn who, Question question) {
    return wire.get(who, "/tills", question, new ParameterizedTypeReference<>() {});
  }

  public Summary summary(SignedIn who, Question question) {
    return wire.get(who, "/summary", question, new ParameterizedTypeReference<>() {});
  }

  public Cells heatmap(SignedIn who, Question question) {
    return wire.get(who, "/heatmap", question, new ParameterizedTypeReference<>() {});
  }

  public Trends trends(SignedIn who, Question question) {
    return wire.get(who, "/trends", question, new ParameterizedTypeReference<>() {});
  }

  public Listing<Payment> payments(SignedIn who, Question question) {
    return wire.get(who, "/payments", question, new ParameterizedTypeReference<>() {});
  }

  public PaymentDetail payment(SignedIn who, String receipt) {
    return wire.get(who, PaymentDetail.class, "/payments/{receipt}", receipt);
  }

  /** Says whether a payment in review is takings. */
  public PaymentDetail review(SignedIn who, String receipt, boolean takings, String reason) {
    var body = Map.of("takings", takings, "reason", reason);
    return wire.post(who, PaymentDetail.class, body, "/payments/{receipt}/review", receipt);
  }

  /** Asks Safaricom to give a payment back, or a part of it. What comes of it arrives later. */
  public Sent reverse(SignedIn who, String receipt, long amountCents, String reason) {
    var body = Map.of("amountCents", amountCents, "reason", reason);
    return wire.postPatiently(who, Sent.class, body, "/payments/{receipt}/reversal", receipt);
  }

  public Listing<Customer> customers(SignedIn who, Question question) {
    return wire.get(who, "/customers", question, new ParameterizedTypeReference<>() {});
  }

  public Listing<Doubt> quarantine(SignedIn who, Question question) {
    return wire.get(who, "/quarantine", question, new ParameterizedTypeReference<>() {});
  }

  /** One callback of the quarantine beside what is booked under its receipt. */
  public DoubtDetail doubt(SignedIn who, String id) {
    return wire.get(who, DoubtDetail.class, "/quarantine/{id}", id);
  }

  public Doubt accept(SignedIn who, String id, String reason) {
    return decide(who, id, "accept", reason);
  }

  public Doubt dismiss(SignedIn who, String id, String reason) {
    return decide(who, id, "dismiss", reason);
  }

  private Doubt decide(SignedIn who, String id, String verdict, String reason) {
    var body = Map.of("reason", reason);
    return wire.post(who, Doubt.class, body, "/quarantine/{id}/{verdict}", id, verdict);
  }

  public Completeness completeness(SignedIn who, Question question) {
    return wire.get(who, "/completeness", question, new ParameterizedTypeReference<>() {});
  }

  /** One day of one till with its evidence. */
  public DayProof dayProof(SignedIn who, String till, LocalDate date) {
    return wire.get(who, DayProof.class, "/completeness/{till}/{date}", till, date);
  }

  public Listing<Statement> statements(SignedIn who, Question question) {
    return wire.get(who, "/statements", question, new ParameterizedTypeReference<>() {});
  }

  public Statement statement(SignedIn who, String id) {
    return wire.get(who, Statement.class, "/statements/{id}", id);
  }

  /** Hands a statement over as it lies on the disk, without holding it in memory. */
  public Statement upload(SignedIn who, Path file, String fileName, @Nullable String till) {
    var parts = new LinkedMultiValueMap<String, Object>();
    parts.add("file", new NamedFile(file, fileName));
    if (till != null) {
      parts.add("till", till);
    }
    return wire.postPatiently(who, Statement.class, parts, "/statements");
  }

  /** Asks Safaricom what became of the transaction; the answer arrives later as evidence. */
  public Doubt query(SignedIn who, String id, String reason) {
    var body = Map.of("reason", reason);
    return wire.postPatiently(who, Doubt.class, body, "/quarantine/{id}/query", id);
  }

  /** Books all that waits and whose cause was put right since. */
  public Replay replay(SignedIn who, String reason) {
    return wire.postPatiently(who, Replay.class, Map.of("reason", reason), "/quarantine/replay");
  }

  public Daraja daraja(SignedIn who) {
    return wire.get(who, Daraja.class, "/daraja");
  }

  /** Tries the credentials now. */
  public Daraja.Token tryCredentials(SignedIn who) {
    return wire.postPatiently(who, Daraja.Token.class, Map.of(), "/daraja/token");
  }

  /** Registers the callback URLs of a short code with Safaricom, or Pull for it. */
  public Daraja.ShortCode register(SignedIn who, String shortCode, String what) {
    var body = Map.of("shortCode", shortCode, "what", what);
    return wire.postPatiently(who, Daraja.ShortCode.class, body, "/daraja/register");
  }

  /** Pulls all short codes now. */
  public Daraja.Runs pull(SignedIn who) {
    return wire.postPatiently(who, Daraja.Runs.class, Map.of(), "/daraja/pull");
  }

  /** Pulls one short code now. */
  public Daraja.Runs pull(SignedIn who, String shortCode) {
    return wire.postPatiently(
        who, Daraja.Runs.class, Map.of("shortCode", shortCode), "/daraja/pull");
  }

  public Listing<Deed> audit(SignedIn who, Question question) {
    return wire.get(who, "/audit", question, new ParameterizedTypeReference<>() {});
  }

  /** Opens the event stream, from the event after the one named if that is known. */
  public InputStream live(SignedIn who, @Nullable String lastEventId)
      throws IOException, InterruptedException {
    return wire.stream(who, "/live", lastEventId);
  }
}

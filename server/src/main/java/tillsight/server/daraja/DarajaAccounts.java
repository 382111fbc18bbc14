package tillsight.server.daraja;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.net.URI;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tillsight.server.access.Seal;

/** Where the credentials of Daraja are kept, sealed; the apply file writes them. */
public final class DarajaAccounts {

  private static final String OF =
      "SELECT id, daraja FROM business WHERE id = $1 AND daraja IS NOT NULL";
  private static final String ALL =
      "SELECT id, daraja FROM business WHERE daraja IS NOT NULL ORDER BY id";
  private static final String TOKEN = "SELECT callback_token FROM business WHERE id = $1";

  private final SqlClient postgres;
  private final Seal seal;

  public DarajaAccounts(SqlClient postgres, Seal seal) {
    this.postgres = postgres;
    this.seal = seal;
  }

  /** The credentials of a business, if it has any. */
  public Future<Optional<DarajaAccount>> of(int businessId) {
    return postgres
        .preparedQuery(OF)
        .execute(Tuple.of(businessId))
        .map(rows -> rows.stream().map(this::account).findFirst());
  }

  public Future<List<DarajaAccount>> all() {
    return postgres
        .preparedQuery(ALL)
        .execute()
        .map(rows -> rows.stream().map(this::account).toList());
  }

  /** The addresses of a business that Safaricom calls back. */
  public Future<CallbackUrls> urls(int businessId, URI publicUrl) {
    return postgres
        .preparedQuery(TOKEN)
        .execute(Tuple.of(businessId))
        .map(rows -> rows.iterator().next().getBuffer("callback_token").getBytes())
        .map(token -> new String(seal.open(Seal.Purpose.CALLBACK_TOKEN, token), UTF_8))
        .map(token -> new CallbackUrls(publicUrl, token));
  }

  private DarajaAccount account(Row row) {
    var plain = seal.open(Seal.Purpose.DARAJA_CREDENTIALS, row.getBuffer("daraja").getBytes());
    var json = new JsonObject(new String(plain, UTF_8));
    return new DarajaAccount(
        row.getInteger("id"),
        json.getString("consumerKey"),
        json.getString("consumerSecret"),
        json.getString("shortcode"),
        json.getString("c2bVersion"),
        json.getString("passkey"),
        json.getString("initiator"),
        json.getString("initiatorPassword"),
        json.getString("certificate"),
        date(json.getString("passwordSetOn")),
        json.getString("nominatedNumber"));
  }

  private static @Nullable LocalDate date(@Nullable String text) {
    return text == null ? null : LocalDate.parse(text);
  }
}

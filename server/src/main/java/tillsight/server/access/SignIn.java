package tillsight.server.access;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tillsight.server.http.Problem;
import tillsight.server.http.Refused;

/**
 * Turns a name and a password into a session.
 *
 * <p>An unknown name costs the same time as a wrong password and gets the same answer, so that
 * nobody learns who exists.
 */
public final class SignIn {

  private static final String WRONG =
      "The user name or password is wrong, or too many attempts have failed. Check both; if the"
          + " answer carries Retry-After, wait that many seconds. An owner can set a new password.";

  private final Users users;
  private final Lockout lockout;
  private final Passwords passwords;
  private final Sessions sessions;

  public SignIn(Users users, Lockout lockout, Passwords passwords, Sessions sessions) {
    this.users = users;
    this.lockout = lockout;
    this.passwords = passwords;
    this.sessions = sessions;
  }

  public Future<Sessions.Grant> with(String username, String password) {
    var name = Users.normalised(username);
    return passwords
        .room()
        .compose(room -> lockout.attempt(name))
        .compose(
            attempt ->
                attempt.allowed()
                    ? check(name, password, attempt)
                    : Future.failedFuture(wrong(attempt.locked())));
  }

  private Future<Sessions.Grant> check(String name, String password, Lockout.Attempt attempt) {
    return users
        .byName(name)
        .compose(
            account ->
                passwords
                    .matches(password, account.map(Users.Account::passwordHash).orElse(null))
                    .compose(right -> right ? open(name, account) : Future.succeededFuture()))
        .compose(
            grant ->
                grant == null
                    ? Future.failedFuture(wrong(attempt.locked()))
                    : Future.succeededFuture(grant));
  }

  private Future<Sessions.@Nullable Grant> open(String name, Optional<Users.Account> account) {
    return account.isEmpty()
        ? Future.succeededFuture()
        : lockout.forget(name).compose(done -> sessions.open(account.get()));
  }

  private static Refused wrong(@Nullable Duration locked) {
    return new Refused(
        Problem.NOT_SIGNED_IN,
        WRONG,
        List.of(),
        locked == null ? Map.of() : Map.of("Retry-After", Refused.seconds(locked)));
  }
}

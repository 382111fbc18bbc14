package tillsight.server.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.password4j.Argon2Function;
import com.password4j.types.Argon2;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tillsight.server.http.Problem;
import tillsight.server.http.Refused;

/**
 * Hashes and checks passwords with Argon2id, off the event loops.
 *
 * <p>A check costs 19 MiB and tens of milliseconds on purpose, so few run at once and only so many
 * may wait: a flood of logins must not take the memory and the processors of the callbacks.
 */
public final class Passwords {

  private static final Logger log = LoggerFactory.getLogger(Passwords.class);

  private static final SecureRandom random = new SecureRandom();

  private static final int SALT_BYTES = 16;
  private static final int THREADS = 2;
  private static final int WAITING_MAX = 64;

  // OWASP's minimum for Argon2id: 19 MiB, two passes, one lane.
  private static final Argon2Function ARGON2 =
      Argon2Function.getInstance(19_456, 2, 1, 32, Argon2.ID);

  /** The hash of nothing anybody knows: checked for unknown names, so that they take as long. */
  private static final String NOBODYS = hash(UUID.randomUUID().toString());

  private final WorkerExecutor executor;
  private final AtomicInteger waiting = new AtomicInteger();

  public Passwords(Vertx vertx) {
    this.executor = vertx.createSharedWorkerExecutor("passwords", THREADS);
  }

  /** The Argon2id hash to store, in PHC string form. */
  public static String hash(String password) {
    var salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    return ARGON2.hash(password.getBytes(UTF_8), salt).getResult();
  }

  /** Fails when too many checks wait already. */
  Future<Void> room() {
    return waiting.get() < WAITING_MAX
        ? Future.succeededFuture()
        : Future.failedFuture(
            Refused.retryAfter(
                Problem.UNAVAILABLE,
                Duration.ofSeconds(2),
                "Too many people are signing in at once; try again in two seconds."));
  }

  /** Whether this is the password; null stands for a name that nobody has. */
  Future<Boolean> matches(String password, @Nullable String hash) {
    waiting.incrementAndGet();
    return executor
        .executeBlocking(() -> check(password, hash == null ? NOBODYS : hash), false)
        .onComplete(done -> waiting.decrementAndGet());
  }

  private static boolean check(String password, String hash) {
    try {
      return Argon2Function.getInstanceFromHash(hash).check(password, hash);
    } catch (IllegalArgumentException e) {
      log.error("A stored password hash is not Argon2id in PHC form; set the password again", e);
      return false;
    }
  }
}

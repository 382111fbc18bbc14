package tillsight.server.callback;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.pgclient.PgConnectOptions;
import java.time.InstantSource;
import java.util.function.Supplier;
import tillsight.server.access.Seal;
import tillsight.server.business.DirectoryWatch;
import tillsight.server.http.Ports;
import tillsight.server.http.Sources;
import tillsight.server.spool.Spool;

/**
 * The public port: M-PESA's callbacks, and beside them the API. Each instance has its own event
 * loop, inbox and database connections, so that nothing is shared on the way of a callback.
 */
public final class CallbackVerticle extends VerticleBase {

  private static final int CONNECTIONS_WAITING_MAX = 4096;
  private static final int OPEN_SECONDS = 10;
  private static final int STOP_SECONDS = 10;

  private final int port;
  private final PgConnectOptions postgres;
  private final DirectoryWatch directory;
  private final Seal seal;
  private final InboxMeters meters;
  private final Spool spool;
  private final Sources sources;
  private final InstantSource clock;
  private final Supplier<Future<? extends Handler<HttpServerRequest>>> elsewhere;
  private Inbox inbox;
  private HttpServer server;

  /**
   * @param elsewhere makes what answers every other path; called once an instance
   */
  public CallbackVerticle(
      int port,
      PgConnectOptions postgres,
      DirectoryWatch directory,
      Seal seal,
      InboxMeters meters,
      Spool spool,
      Sources sources,
      InstantSource clock,
      Supplier<Future<? extends Handler<HttpServerRequest>>> elsewhere) {
    this.port = port;
    this.postgres = postgres;
    this.directory = directory;
    this.seal = seal;
    this.meters = meters;
    this.spool = spool;
    this.sources = sources;
    this.clock = clock;
    this.elsewhere = elsewhere;
  }

  @Override
  public Future<?> start() {
    inbox = new Inbox(vertx, postgres, Inbox.CONNECTIONS, meters, spool);
    server =
        vertx.createHttpServer(
            new HttpServerOptions()
                .setAcceptBacklog(CONNECTIONS_WAITING_MAX)
                .setIdleTimeout(60)
                .setIdleTimeoutUnit(SECONDS)
                .setHandle100ContinueAutomatically(true)
                // Nobody opens a web socket here, and looking out for one costs every request.
                .setPerFrameWebSocketCompressionSupported(false)
                .setPerMessageWebSocketCompressionSupported(false));
    var callbacks = new CallbackRoutes(directory, inbox, new Intake(seal), meters, sources, clock);
    return inbox
        .open()
        .timeout(OPEN_SECONDS, SECONDS)
        // Then callbacks go to the spool, until PostgreSQL is there.
        .recover(away -> spool.isTaking() ? Future.succeededFuture() : Future.failedFuture(away))
        .compose(opened -> elsewhere.get())
        .compose(other -> listen(callbacks, other));
  }

  /** Lets the callbacks that are under way finish, so that what we stored is also acknowledged. */
  @Override
  public Future<?> stop() {
    return server.shutdown(STOP_SECONDS, SECONDS).eventually(inbox::close);
  }

  private Future<?> listen(CallbackRoutes callbacks, Handler<HttpServerRequest> other) {
    return server
        .requestHandler(
            request -> {
              if (!callbacks.handle(request)) {
                other.handle(request);
              }
            })
        .listen(port)
        .recover(taken -> Future.failedFuture(Ports.taken(port, "TILLSIGHT_HTTP_PORT", taken)));
  }
}

package tillsight.server.api;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import tillsight.server.access.Caller;
import tillsight.server.access.Permission;
import tillsight.server.access.Sessions;
import tillsight.server.access.SignIn;
import tillsight.server.business.Branch;
import tillsight.server.business.Business;
import tillsight.server.business.Till;

/** Signing in and out, and who one is. */
final class SessionRoutes {

  /** A session as the API answers it. */
  record Session(String accessToken, String refreshToken, Instant expiresAt, User user) {}

  /** Someone who is signed in, with what they may see. */
  record User(
      String username,
      String role,
      int businessId,
      String businessName,
      String timezone,
      List<Branch> branches,
      List<String> tills) {

    static User of(Caller caller, Business business) {
      var scope = Call.scope(caller, business);
      var ids = scope.narrowed(List.of(), List.of());
      return new User(
          caller.username(),
          caller.role().word(),
          business.id(),
          business.name(),
          business.zone().getId(),
          business.branches().stream()
              .filter(branch -> scope.branchIds().contains(branch.id()))
              .toList(),
          business.tills().stream()
              .filter(till -> ids.contains(till.id()))
              .map(Till::code)
              .toList());
    }
  }

  private final Gate gate;
  private final SignIn signIn;
  private final Sessions sessions;

  SessionRoutes(Gate gate, SignIn signIn, Sessions sessions) {
    this.gate = gate;
    this.signIn = signIn;
    this.sessions = sessions;
  }

  void hangUp() {
    gate.open(
        "createSession",
        201,
        body ->
            signIn.with(body.getString("username"), body.getString("password")).map(this::session));
    gate.open(
        "refreshSession",
        200,
        body -> sessions.refresh(body.getString("refreshToken")).map(this::session));
    gate.guarded("endSession", Permission.ME, call -> sessions.end(call.caller()));
    gate.guarded(
        "me",
        Permission.ME,
        call -> Future.succeededFuture(User.of(call.caller(), call.business())));
  }

  private Session session(Sessions.Grant grant) {
    return new Session(
        grant.accessToken(),
        grant.refreshToken(),
        grant.expiresAt(),
        User.of(grant.caller(), gate.business(grant.caller())));
  }
}

package tillsight.server.access;

import java.util.Set;
import java.util.UUID;
import tillsight.server.http.Refused;

/**
 * Who is asking, as the database knows them at this moment.
 *
 * @param branchIds branches they were given; meaningless for roles that span the business
 * @param tillIds single tills they were given besides
 */
public record Caller(
    int businessId,
    int userId,
    UUID sessionId,
    String username,
    Role role,
    Set<Integer> branchIds,
    Set<Integer> tillIds) {

  public boolean may(Permission permission) {
    return role.permissions().contains(permission);
  }

  /**
   * Lets the caller pass or says what is missing and who can grant it.
   *
   * @throws Refused if the role does not include it
   */
  public void require(Permission permission) {
    if (!may(permission)) {
      throw Refused.forbidden(
          "Your role, %s, may not %s. An owner of the business can give you a role that may."
              .formatted(role.word(), permission.words()));
    }
  }
}

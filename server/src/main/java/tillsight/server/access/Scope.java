package tillsight.server.access;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tillsight.server.http.Refused;

/**
 * The tills whose money a caller may see: the one place where that is decided.
 *
 * <p>A till without a branch (a head office) belongs to the business as a whole, so only roles that
 * span the business see it, unless it was given to someone by itself.
 *
 * @param branchIds the branches with at least one till in scope, or given as a whole
 */
public record Scope(List<Outlet> outlets, Set<Integer> branchIds) {

  /** One and the same answer, so that an unknown code cannot be told from somebody else's. */
  private static final String OUTSIDE =
      "A till or branch that was asked for is not in your scope. GET /api/v1/tills lists yours; an"
          + " owner of the business can add others.";

  public static Scope of(Caller caller, Collection<Outlet> business, Set<Integer> branches) {
    var whole = caller.role().wholeBusiness();
    var outlets =
        business.stream()
            .filter(outlet -> whole || isGiven(caller, outlet))
            .collect(Collectors.toUnmodifiableList());
    var branchIds = new HashSet<>(whole ? branches : caller.branchIds());
    outlets.stream().map(Outlet::branchId).filter(id -> id != null).forEach(branchIds::add);
    return new Scope(outlets, Set.copyOf(branchIds));
  }

  /**
   * What is left when only these tills and only these branches are asked for; neither asks for all.
   *
   * @throws Refused if one of them is not in scope
   */
  public Set<Integer> narrowed(Collection<String> codes, Collection<Integer> branches) {
    var known = outlets.stream().map(Outlet::code).collect(Collectors.toSet());
    if (!known.containsAll(codes) || !branchIds.containsAll(branches)) {
      throw Refused.forbidden(OUTSIDE);
    }
    var left =
        outlets.stream()
            .filter(outlet -> codes.isEmpty() || codes.contains(outlet.code()))
            .filter(outlet -> branches.isEmpty() || branches.contains(outlet.branchId()))
            .map(Outlet::tillId)
            .collect(Collectors.toUnmodifiableSet());
    if (left.isEmpty() && !codes.isEmpty() && !branches.isEmpty()) {
      throw Refused.invalid(
          "till", "is in none of the branches asked for; leave either till or branch out");
    }
    return left;
  }

  private static boolean isGiven(Caller caller, Outlet outlet) {
    var branch = outlet.branchId();
    return caller.tillIds().contains(outlet.tillId())
        || (branch != null && caller.branchIds().contains(branch));
  }
}

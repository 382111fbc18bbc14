package tillsight.ui.client;

import java.io.Serializable;
import java.util.List;

/** Who is signed in, and what of the business they may look at. */
public record Me(
    String username,
    String role,
    long businessId,
    String businessName,
    String timezone,
    List<BranchName> branches,
    List<String> tills)
    implements Serializable {

  /** A branch in the caller's scope. */
  public record BranchName(long id, String name) implements Serializable {}
}

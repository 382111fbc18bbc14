package tillsight.server.business;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The apply file: what businesses, branches, tills and users shall be. What is not mentioned (an
 * empty Optional) stays as it is.
 */
public record BusinessFile(List<WantedBusiness> businesses) {

  /**
   * @param place where in the file it stands, for complaints
   * @param timezone IANA name
   */
  record WantedBusiness(
      YamlMap.Place place,
      String name,
      Optional<String> timezone,
      Optional<String> callbackToken,
      Optional<WantedRules> validation,
      Optional<WantedDaraja> daraja,
      List<WantedBranch> branches,
      List<WantedUser> users) {

    Stream<WantedTill> tills() {
      return branches.stream().flatMap(branch -> branch.tills().stream());
    }

    /** Leaves the secrets out. */
    @Override
    public String toString() {
      return "WantedBusiness " + name;
    }
  }

  /**
   * @param blockedPayers evidence about payers, to be made into pseudonyms
   */
  record WantedRules(
      List<String> accounts,
      long minimumCents,
      long maximumCents,
      List<String> blockedPayers,
      ValidationRules.OnFailure onFailure) {}

  /**
   * @param shortcode the one that the app went live with
   * @param certificate in PEM form
   */
  record WantedDaraja(
      String consumerKey,
      String consumerSecret,
      String shortcode,
      Optional<String> c2bVersion,
      Optional<String> passkey,
      Optional<String> initiator,
      Optional<String> initiatorPassword,
      Optional<LocalDate> passwordSetOn,
      Optional<String> certificate,
      Optional<String> nominatedNumber) {
    /** Leaves the secrets out. */
    @Override
    public String toString() {
      return "WantedDaraja " + shortcode;
    }
  }

  record WantedBranch(YamlMap.Place place, String name, List<WantedTill> tills) {}

  record WantedTill(
      YamlMap.Place place,
      String code,
      Till.Kind kind,
      String name,
      @Nullable String headOffice,
      @Nullable String storeNumber) {}

  /**
   * @param branches names of branches a manager or cashier may see
   * @param tills codes of single tills besides
   */
  record WantedUser(
      YamlMap.Place place,
      String username,
      String role,
      Optional<String> password,
      Optional<String> passwordHash,
      List<String> branches,
      List<String> tills) {

    /** Leaves the password out. */
    @Override
    public String toString() {
      return "WantedUser " + username;
    }
  }

  /** Errors in the file, one a line: where, what, and the remedy. */
  public static final class Wrong extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> lines;

    Wrong(List<String> lines) {
      super(String.join("\n", lines));
      this.lines = lines;
    }

    static Wrong at(YamlMap.Place place, String text) {
      var complaints = new Complaints();
      complaints.add(place, text);
      return complaints.wrong();
    }

    public List<String> lines() {
      return lines;
    }
  }

  /**
   * Reads and checks all that can be checked without the database.
   *
   * @throws Wrong if anything is unknown, missing or not as it must be
   */
  public static BusinessFile read(String yaml) {
    return read(yaml, Path.of(""));
  }

  /**
   * The same for a file in a folder, beside which files that it names are looked for.
   *
   * @throws Wrong if anything is unknown, missing or not as it must be
   */
  public static BusinessFile read(String yaml, Path folder) {
    return new BusinessFileReader(folder).read(yaml);
  }
}

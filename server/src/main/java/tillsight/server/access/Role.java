package tillsight.server.access;

import static tillsight.server.access.Permission.COMPLETENESS;
import static tillsight.server.access.Permission.CUSTOMERS;
import static tillsight.server.access.Permission.DARAJA;
import static tillsight.server.access.Permission.DARAJA_CALL;
import static tillsight.server.access.Permission.DECIDE;
import static tillsight.server.access.Permission.HEATMAP;
import static tillsight.server.access.Permission.JOBS;
import static tillsight.server.access.Permission.LIVE;
import static tillsight.server.access.Permission.ME;
import static tillsight.server.access.Permission.PAST;
import static tillsight.server.access.Permission.PAYMENTS;
import static tillsight.server.access.Permission.QUARANTINE;
import static tillsight.server.access.Permission.REVERSE;
import static tillsight.server.access.Permission.REVIEW;
import static tillsight.server.access.Permission.RUN_JOBS;
import static tillsight.server.access.Permission.STATEMENTS;
import static tillsight.server.access.Permission.SUMMARY;
import static tillsight.server.access.Permission.TILLS;
import static tillsight.server.access.Permission.TILL_FIGURES;
import static tillsight.server.access.Permission.TRENDS;
import static tillsight.server.access.Permission.UPLOAD;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What a person is to a business, and the one table of what each role may do. */
public enum Role {
  OWNER(true, EnumSet.allOf(Permission.class)),
  AUDITOR(
      true,
      EnumSet.complementOf(EnumSet.of(DECIDE, UPLOAD, DARAJA_CALL, REVERSE, REVIEW, RUN_JOBS))),
  MANAGER(
      false,
      EnumSet.of(
          ME,
          TILLS,
          TILL_FIGURES,
          SUMMARY,
          HEATMAP,
          TRENDS,
          PAYMENTS,
          CUSTOMERS,
          LIVE,
          PAST,
          COMPLETENESS)),
  CASHIER(false, EnumSet.of(ME, TILLS, TILL_FIGURES, SUMMARY, TRENDS, PAYMENTS, LIVE)),
  OPERATOR(
      true,
      EnumSet.of(
          ME,
          TILLS,
          QUARANTINE,
          DECIDE,
          COMPLETENESS,
          STATEMENTS,
          UPLOAD,
          DARAJA,
          DARAJA_CALL,
          JOBS,
          RUN_JOBS));

  private final boolean wholeBusiness;
  private final Set<Permission> permissions;

  Role(boolean wholeBusiness, Set<Permission> permissions) {
    this.wholeBusiness = wholeBusiness;
    this.permissions = Collections.unmodifiableSet(permissions);
  }

  /** Whether it spans all branches and tills; the others see those they were given. */
  public boolean wholeBusiness() {
    return wholeBusiness;
  }

  public Set<Permission> permissions() {
    return permissions;
  }

  /** The word used in files, tables and answers. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Role of(String word) {
    for (var role : values()) {
      if (role.word().equals(word)) {
        return role;
      }
    }
    throw new IllegalArgumentException(
        "role is '" + word + "'; it must be owner, auditor, manager, cashier or operator");
  }
}

package tillsight.ui.statement;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tillsight.ui.FakeServer;
import tillsight.ui.client.Statement;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class OutcomeTest {

  private static final JsonMapper JSON = new JsonMapper();

  private final ObjectNode sample =
      (ObjectNode) JSON.readTree(FakeServer.sampleText("statement.json"));

  @Test
  void leavesOutWhatAStatementHasNoneOf() {
    sample.put("recovered", 0).put("reversals", 0).put("movements", 1).put("skipped", 2);

    assertThat(Outcome.words(statement()))
        .isEqualTo(
            "4,812 rows: nothing was missing, 4,790 known, 1 charge or transfer, 2 not completed");
  }

  @Test
  void saysBothSumsWhenTheyDiffer() {
    sample.put("totalsMatch", false).put("statedPaidInCents", 294_800_050);

    assertThat(Outcome.totals(statement()))
        .isEqualTo(
            "Totals differ: the rows come to KES 2,947,180 in, KES 2,815,400 out; the statement"
                + " says KES 2,948,000.50 in, KES 2,815,400 out.");
  }

  @Test
  void claimsNoMatchWithoutStatedTotals() {
    sample.putNull("totalsMatch");

    assertThat(Outcome.totals(statement())).startsWith("The file states no totals");
  }

  @Test
  void knowsAPersonalStatementFromAnotherRefusal() {
    sample
        .put("state", "refused")
        .put("detail", "This is the M-PESA statement of a person's phone.");
    assertThat(Outcome.isPersonal(statement())).isTrue();

    sample.put("detail", "Line 14 cannot be read.");
    assertThat(Outcome.isPersonal(statement())).isFalse();
  }

  private Statement statement() {
    return JSON.treeToValue(sample, Statement.class);
  }
}

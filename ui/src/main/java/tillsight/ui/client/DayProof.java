package tillsight.ui.client;

import java.util.List;

/** One day of one till with all the evidence there is about it. */
public record DayProof(
    Completeness.Day day,
    List<Finding> findings,
    List<PullRun> pulls,
    List<Statement> statements) {}

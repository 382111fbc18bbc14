package tillsight.server.api;

import tillsight.server.callback.Acceptance;
import tillsight.server.request.Refunds;
import tillsight.server.request.StatusQueries;
import tillsight.server.result.Replay;

/** What callers may set in motion beyond the tables of the API itself. */
public record Actions(
    Acceptance acceptance, Replay replay, StatusQueries queries, Refunds refunds) {}

package tillsight.server.result;

/**
 * What is on one account of a short code.
 *
 * @param name Utility Account, Working Account, ... as Daraja names it
 */
public record Account(String name, long currentCents, long availableCents) {}

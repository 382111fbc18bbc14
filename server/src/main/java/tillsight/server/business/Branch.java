package tillsight.server.business;

/** A place of a business, with its tills. */
public record Branch(int id, String name) {}

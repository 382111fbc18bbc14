package tillsight.ui.client;

/** How many of the quarantine could be booked after a fix, and how many still wait. */
public record Replay(int booked, int waiting) {}

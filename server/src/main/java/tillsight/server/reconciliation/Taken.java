package tillsight.server.reconciliation;

/**
 * Which steps of a list have been taken: all before the head, and some of those after it.
 *
 * @param head the first that has not
 * @param beyond those after it that have, as bits
 */
record Taken(int head, long beyond) {

  static final Taken NONE = new Taken(0, 0);

  boolean has(int step) {
    return step < head || (step - head < Long.SIZE && (beyond >>> (step - head) & 1) == 1);
  }

  int count() {
    return head + Long.bitCount(beyond);
  }

  /** With one more, which must be less than 64 after the head. */
  Taken with(int step) {
    var bits = beyond | 1L << (step - head);
    var passed = Long.numberOfTrailingZeros(~bits);
    return new Taken(head + passed, passed == Long.SIZE ? 0 : bits >>> passed);
  }
}

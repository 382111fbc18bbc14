package tillsight.server.spool;

/**
 * How much of the disk the spool may use.
 *
 * @param bytesMax most bytes in the spool
 * @param freeBytesMin what it leaves free for others
 * @param segmentBytes size from which on a new file is begun
 */
public record SpoolLimits(long bytesMax, long freeBytesMin, long segmentBytes) {

  private static final long MIB = 1024 * 1024;

  /** Some three million callbacks: more than an hour and a half at 500 a second. */
  public static final SpoolLimits STANDARD = new SpoolLimits(2048 * MIB, 256 * MIB, 16 * MIB);
}

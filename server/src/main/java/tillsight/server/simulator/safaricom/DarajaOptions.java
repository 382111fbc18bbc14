package tillsight.server.simulator.safaricom;

import java.time.InstantSource;
import java.util.List;

/**
 * How Daraja is to be played.
 *
 * @param seed what is drawn follows from it, keys included
 * @param port on loopback; 0 takes a free one
 */
public record DarajaOptions(
    List<DarajaApp> apps, Quirks quirks, long seed, InstantSource clock, int port) {

  public DarajaOptions {
    apps = List.copyOf(apps);
  }

  /** With the default quirks, the time of day, and a free port. */
  public static DarajaOptions of(DarajaApp... apps) {
    return new DarajaOptions(List.of(apps), Quirks.DEFAULT, 0, InstantSource.system(), 0);
  }

  public DarajaOptions withApp(DarajaApp app) {
    return new DarajaOptions(List.of(app), quirks, seed, clock, port);
  }

  public DarajaOptions withQuirks(Quirks other) {
    return new DarajaOptions(apps, other, seed, clock, port);
  }

  public DarajaOptions withSeed(long other) {
    return new DarajaOptions(apps, quirks, other, clock, port);
  }

  public DarajaOptions withClock(InstantSource other) {
    return new DarajaOptions(apps, quirks, seed, other, port);
  }

  public DarajaOptions withPort(int other) {
    return new DarajaOptions(apps, quirks, seed, clock, other);
  }
}

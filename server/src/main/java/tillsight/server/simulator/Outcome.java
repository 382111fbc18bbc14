package tillsight.server.simulator;

import java.time.Duration;

/**
 * What became of a delivery, for comparison with what the server keeps.
 *
 * @param status HTTP status of the last answer; 0 if there was none
 * @param latency from the moment it was due to the answer
 */
public record Outcome(Delivery delivery, int status, Duration latency) {

  public boolean isAccepted() {
    return status == 200;
  }
}

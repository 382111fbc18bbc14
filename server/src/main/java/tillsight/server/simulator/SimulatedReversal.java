package tillsight.server.simulator;

import java.time.Instant;

/** A payment given back in full, minutes to days later. M-PESA announces it to nobody. */
public record SimulatedReversal(
    Instant at, String receipt, String originalReceipt, String shortCode, long amountCents) {}

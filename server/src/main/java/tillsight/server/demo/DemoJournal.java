package tillsight.server.demo;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tillsight.server.simulator.Movement;
import tillsight.server.simulator.PersonName;
import tillsight.server.simulator.Planned;
import tillsight.server.simulator.SimulatedPayment;
import tillsight.server.simulator.SimulatedReversal;

/**
 * What happened at the demo's M-PESA that its shop had not planned: passers-by, pushes, requests to
 * give money back. The next start plays it again, or the balances would not join. Who paid is left
 * out: somebody may have tried a push with a number of their own.
 */
final class DemoJournal {

  private final Path file;

  DemoJournal(Path file) {
    this.file = file;
  }

  void append(Movement movement) throws IOException {
    var line =
        "%s %s %s %d %s %s%n"
            .formatted(
                movement.kind().word(),
                movement.receipt(),
                movement.shortCode(),
                Math.abs(movement.amountCents()),
                movement.at(),
                movement.original() == null
                    ? movement.type().replace(' ', '_')
                    : movement.original());
    Files.writeString(file, line, US_ASCII, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /** What happened since a moment; what is older is forgotten. */
  List<Planned> since(Instant from) throws IOException {
    if (!Files.exists(file)) {
      return List.of();
    }
    var kept = new ArrayList<String>();
    var planned = new ArrayList<Planned>();
    try (Stream<String> lines = Files.lines(file, US_ASCII)) {
      lines.forEach(
          line -> {
            // The last line may be cut, if the demo was killed.
            var happened = planned(line.split(" ", -1));
            if (happened != null && !happened.at().isBefore(from)) {
              kept.add(line);
              planned.add(happened);
            }
          });
    }
    Files.write(file, kept, US_ASCII);
    return planned;
  }

  private static @Nullable Planned planned(String[] words) {
    if (words.length != 6 || words[5].isEmpty()) {
      return null;
    }
    var at = Instant.parse(words[4]);
    var cents = Long.parseLong(words[3]);
    if (words[0].equals("reversal")) {
      return new Planned.Reversal(new SimulatedReversal(at, words[1], words[5], words[2], cents));
    }
    return new Planned.Payment(
        new SimulatedPayment(
            at,
            words[1],
            words[2],
            cents,
            words[5].replace('_', ' '),
            "",
            "",
            "",
            PersonName.organisation("MPESA"),
            null));
  }
}

package tillsight.server.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import tillsight.server.simulator.Movement;
import tillsight.server.simulator.Mpesa;
import tillsight.server.simulator.PortalStatement;
import tillsight.server.simulator.PortalStatement.Format;
import tillsight.server.simulator.WallTime;

/** Writes down what stands in the simulated M-PESA's books at the end of a run. */
final class BooksFiles {

  private final Mpesa mpesa;
  private final List<Movement> movements;

  BooksFiles(Mpesa mpesa) {
    this.mpesa = mpesa;
    movements = mpesa.truth(null, Instant.MIN, Instant.MAX);
  }

  /** A line of JSON for each movement. */
  void truth(Path file) throws IOException {
    try (var out = Files.newBufferedWriter(file, UTF_8)) {
      for (var movement : movements) {
        out.append(movement.truth()).append('\n');
      }
    }
  }

  /**
   * The portal's statement of the days of the run: a file for each account that money moved on, as
   * the portal exports them. If there are several, their names carry the short codes.
   */
  List<Path> statements(Path file) throws IOException {
    var codes = new TreeSet<>(movements.stream().map(Movement::shortCode).toList());
    var files = new ArrayList<Path>();
    for (var code : codes) {
      var target = codes.size() == 1 ? file : named(file, code);
      try (var out = Files.newBufferedWriter(target, UTF_8)) {
        var end = movements.getLast().at().plusSeconds(1);
        var date = movements.getFirst().at().atOffset(WallTime.NAIROBI).toLocalDate();
        var midnight = date.atStartOfDay().toInstant(WallTime.NAIROBI);
        PortalStatement.write(mpesa, code, midnight, end, Format.ORGANISATION, out);
      }
      files.add(target);
    }
    return files;
  }

  private static Path named(Path file, String code) {
    var name = String.valueOf(file.getFileName());
    var dot = name.lastIndexOf('.');
    var plain = dot < 1 ? name : name.substring(0, dot);
    return file.resolveSibling(plain + "-" + code + name.substring(plain.length()));
  }
}

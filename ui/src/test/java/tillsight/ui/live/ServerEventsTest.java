package tillsight.ui.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tillsight.ui.FakeServer;
import tillsight.ui.live.ServerEvents.ServerEvent;

class ServerEventsTest {

  @Test
  void readsTheSample() throws IOException {
    var events = read(FakeServer.sampleText("live.txt"));

    assertThat(events).extracting(ServerEvent::name).containsExactly("payment", "summary");
    assertThat(events.getFirst().id()).isEqualTo("5d0c7f5e-3c51-4b52-8a90-0f6a4a0e8d11");
    assertThat(events.getFirst().data()).startsWith("{").endsWith("}");
  }

  @Test
  void joinsLinesOfDataAndSkipsComments() throws IOException {
    assertThat(read(":\n\ndata: a\ndata:b\n\n: still here\n\n"))
        .containsExactly(new ServerEvent("message", "a\nb", null));
  }

  @Test
  void dropsAnEventThatWasCutOff() throws IOException {
    assertThat(read("event: payment\ndata: {\"half")).isEmpty();
  }

  @Test
  void dropsAnEventThatIsTooLong() throws IOException {
    var endless = "data: " + "x".repeat(ServerEvents.DATA_CHARS_MAX + 1) + "\n\n";

    assertThat(read(endless + "data: next\n\n"))
        .extracting(ServerEvent::data)
        .containsExactly("next");
  }

  private static List<ServerEvent> read(String text) throws IOException {
    var events = new ArrayList<ServerEvent>();
    ServerEvents.read(new BufferedReader(new StringReader(text)), events::add);
    return events;
  }
}

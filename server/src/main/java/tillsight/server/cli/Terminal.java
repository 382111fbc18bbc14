package tillsight.server.cli;

import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.Map;
import tillsight.server.Config;

/** What a command meets outside: the environment that configures it, and where it prints. */
public record Terminal(Map<String, String> environment, PrintWriter out, PrintWriter err) {

  public static Terminal ofProcess() {
    return new Terminal(
        System.getenv(),
        new PrintWriter(System.out, true, Charset.defaultCharset()),
        new PrintWriter(System.err, true, Charset.defaultCharset()));
  }

  /**
   * The configuration, read anew.
   *
   * @throws Config.Wrong if a setting is wrong
   */
  public Config config() {
    return Config.from(environment);
  }

  /** Leaves the environment out, because it holds secrets. */
  @Override
  public String toString() {
    return "Terminal";
  }
}

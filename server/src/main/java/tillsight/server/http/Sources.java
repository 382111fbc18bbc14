package tillsight.server.http;

import io.vertx.core.http.HttpServerRequest;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Which addresses may call back, and which address a call really came from when a proxy stands in
 * front. Nobody's own word counts: only proxies that the operator trusts may name another address.
 */
public final class Sources {

  /** The addresses Safaricom documents for its callbacks (daraja.md 9). */
  private static final List<String> SAFARICOM =
      List.of(
          "196.201.214.200",
          "196.201.214.206",
          "196.201.213.114",
          "196.201.214.207",
          "196.201.214.208",
          "196.201.213.44",
          "196.201.212.127",
          "196.201.212.138",
          "196.201.212.129",
          "196.201.212.136",
          "196.201.212.74",
          "196.201.212.69");

  private final boolean any;
  private final List<Block> allowed;
  private final List<Block> proxies;

  /** A block of addresses: {@code 196.201.212.0/24}, or one address. */
  record Block(byte[] network, int bits) {

    static Block of(String text) {
      var parts = text.strip().split("/", 2);
      try {
        // A literal, never a name: this is asked on event loops, with what strangers wrote.
        var network = InetAddress.ofLiteral(parts[0]).getAddress();
        var bits = parts.length == 1 ? network.length * 8 : Integer.parseInt(parts[1]);
        if (bits >= 0 && bits <= network.length * 8) {
          return new Block(network, bits);
        }
      } catch (IllegalArgumentException e) {
        // Falls through to the same remedy.
      }
      throw new IllegalArgumentException(
          "'" + text + "' is no address block; write one like 196.201.212.0/24");
    }

    boolean contains(byte[] address) {
      if (address.length != network.length) {
        return false;
      }
      var whole = bits / 8;
      if (Arrays.mismatch(address, 0, whole, network, 0, whole) >= 0) {
        return false;
      }
      var rest = bits % 8;
      return rest == 0 || ((address[whole] ^ network[whole]) & 0xff) >> (8 - rest) == 0;
    }
  }

  /**
   * @param allowed {@code any}, {@code safaricom}, or address blocks with commas
   * @param trustedProxies address blocks
   * @throws IllegalArgumentException naming the block that is none
   */
  public Sources(String allowed, List<String> trustedProxies) {
    this.any = allowed.equals("any");
    this.allowed = any ? List.of() : blocks(allowed);
    this.proxies = trustedProxies.stream().map(Block::of).toList();
  }

  /** The address the call came from, past all proxies that are trusted. */
  public String of(HttpServerRequest request) {
    var peer = request.remoteAddress().hostAddress();
    if (proxies.isEmpty() || !isIn(proxies, peer)) {
      return peer;
    }
    var hops = new ArrayList<String>();
    for (var header : request.headers().getAll("X-Forwarded-For")) {
      hops.addAll(Arrays.stream(header.split(",")).map(String::strip).toList());
    }
    for (var hop : hops.reversed()) {
      if (!isIn(proxies, hop)) {
        return hop;
      }
    }
    return peer;
  }

  public boolean allow(String address) {
    return any || isIn(allowed, address);
  }

  private static List<Block> blocks(String allowed) {
    var texts = allowed.equals("safaricom") ? SAFARICOM : List.of(allowed.split(","));
    return texts.stream().map(Block::of).toList();
  }

  private static boolean isIn(List<Block> blocks, String address) {
    try {
      var bytes = literal(address);
      return blocks.stream().anyMatch(block -> block.contains(bytes));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static byte[] literal(String address) {
    return Block.of(address).network();
  }
}

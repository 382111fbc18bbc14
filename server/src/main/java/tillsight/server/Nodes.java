package tillsight.server;

import com.hazelcast.config.Config;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.core.json.jackson.DatabindCodec;
import io.vertx.micrometer.Label;
import io.vertx.micrometer.MicrometerMetricsFactory;
import io.vertx.micrometer.MicrometerMetricsOptions;
import io.vertx.spi.cluster.hazelcast.ConfigUtil;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import tillsight.server.Config.Cluster;
import tillsight.server.access.Seal;

/** Starts the Vert.x of a node: alone, or joined to the others by Hazelcast. */
public final class Nodes {

  private static final String CLUSTER = "tillsight";
  private static final int HAZELCAST_PORT = 5701;
  private static final int HAZELCAST_PORTS = 20;
  private static final List<String> LOOPBACK = List.of("127.0.0.1", "localhost", "::1");

  /** A node's Vert.x, and the registry that its own metrics go to. */
  public record Node(Vertx vertx, PrometheusMeterRegistry registry) {}

  /** Joins those that share its cluster setting and its secrets key, and nobody else. */
  public static Future<Node> start(tillsight.server.Config config) {
    var key = config.secretsKey();
    var name =
        key == null
            ? CLUSTER
            : CLUSTER
                + "-"
                + HexFormat.of().formatHex(new Seal(key.bytes()).derive("cluster name"), 0, 8);
    return start(config.cluster(), name);
  }

  public static Future<Node> start(Cluster cluster) {
    return start(cluster, CLUSTER);
  }

  private static Future<Node> start(Cluster cluster, String name) {
    DatabindCodec.mapper().findAndRegisterModules();
    var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    var builder =
        Vertx.builder().withMetrics(new MicrometerMetricsFactory(registry)).with(options(cluster));
    var vertx =
        cluster instanceof Cluster.Off
            ? Future.succeededFuture(builder.build())
            : builder
                .withClusterManager(new HazelcastClusterManager(hazelcast(cluster, name)))
                .buildClustered();
    return vertx.map(started -> new Node(started, registry));
  }

  private static VertxOptions options(Cluster cluster) {
    var options =
        new VertxOptions()
            .setPreferNativeTransport(true)
            .setMetricsOptions(
                new MicrometerMetricsOptions()
                    .setEnabled(true)
                    // Requests are counted by us, by what became of them; a timer for each more
                    // would cost as much as the parsing.
                    .setDisabledMetricsCategories(
                        java.util.Set.of("http.server", "http.client", "net.client", "net.server"))
                    .setLabels(EnumSet.of(Label.POOL_TYPE, Label.POOL_NAME)));
    return cluster instanceof Cluster.Tcp(var hosts) && LOOPBACK.containsAll(hosts)
        ? options.setEventBusOptions(new EventBusOptions().setHost("127.0.0.1"))
        : options;
  }

  private static Config hazelcast(Cluster cluster, String name) {
    var config = ConfigUtil.loadConfig();
    config.setClusterName(name);
    // Other clusters on this machine may have taken the first of the ports.
    config.setProperty("hazelcast.tcp.join.port.try.count", Integer.toString(HAZELCAST_PORTS));
    config.setProperty("hazelcast.logging.type", "slf4j");
    config.setProperty("hazelcast.phone.home.enabled", "false");
    config.setProperty("hazelcast.shutdownhook.enabled", "false");
    var network = config.getNetworkConfig().setPort(HAZELCAST_PORT).setPortCount(HAZELCAST_PORTS);
    var join = network.getJoin();
    join.getAutoDetectionConfig().setEnabled(false);
    join.getMulticastConfig().setEnabled(cluster instanceof Cluster.Multicast);
    switch (cluster) {
      case Cluster.Tcp(var hosts) -> {
        join.getTcpIpConfig().setEnabled(true).setMembers(hosts);
        if (LOOPBACK.containsAll(hosts)) {
          network.getInterfaces().setEnabled(true).addInterface("127.0.0.1");
        }
      }
      case Cluster.Kubernetes(var service) ->
          join.getKubernetesConfig().setEnabled(true).setProperty("service-dns", service);
      case Cluster.Off _, Cluster.Multicast _ -> {}
    }
    return config;
  }

  private Nodes() {}
}

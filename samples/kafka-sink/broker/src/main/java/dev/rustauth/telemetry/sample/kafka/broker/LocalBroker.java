package dev.rustauth.telemetry.sample.kafka.broker;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * An Apache Kafka broker in this process: one node that is broker and controller at once
 * (KRaft), for trying things and for tests. It listens on the loopback interface only.
 * <p>
 * What it stores stays in its directory: a broker started later on the same directory has
 * it again.
 */
public final class LocalBroker implements AutoCloseable {

	private static final String LOOPBACK = "127.0.0.1";

	private static final int NODE = 1;

	/** Twenty-two characters, as a cluster id has to have. */
	private static final String CLUSTER = "cnVzdGF1dGgtc2FtcGxlIQ";

	private final KafkaRaftServer server;

	private final int port;

	private LocalBroker(KafkaRaftServer server, int port) {
		this.server = server;
		this.port = port;
	}

	/**
	 * Start a broker and wait until it serves.
	 * @param port where it listens
	 * @param directory where it keeps what it stores
	 * @return the broker
	 */
	public static LocalBroker start(int port, Path directory) {
		Map<String, String> settings = settings(port, freePort(), directory);
		format(directory);
		KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(settings, false), Time.SYSTEM);
		server.startup();
		return new LocalBroker(server, port);
	}

	/**
	 * A port at which nobody listens now.
	 * @return its number
	 */
	public static int freePort() {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(LOOPBACK))) {
			return socket.getLocalPort();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Map<String, String> settings(int port, int controllerPort, Path directory) {
		Map<String, String> settings = new HashMap<>();
		settings.put("process.roles", "broker,controller");
		settings.put("node.id", Integer.toString(NODE));
		settings.put("controller.quorum.voters", NODE + "@" + LOOPBACK + ":" + controllerPort);
		settings.put("controller.listener.names", "CONTROLLER");
		settings.put("listeners",
				"PLAINTEXT://" + LOOPBACK + ":" + port + ",CONTROLLER://" + LOOPBACK + ":" + controllerPort);
		settings.put("advertised.listeners", "PLAINTEXT://" + LOOPBACK + ":" + port);
		settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
		settings.put("log.dirs", directory.toString());
		settings.put("num.partitions", "3");
		// One node holds the only copy of everything.
		settings.put("offsets.topic.replication.factor", "1");
		settings.put("offsets.topic.num.partitions", "1");
		settings.put("transaction.state.log.replication.factor", "1");
		settings.put("transaction.state.log.min.isr", "1");
		settings.put("share.coordinator.state.topic.replication.factor", "1");
		settings.put("share.coordinator.state.topic.min.isr", "1");
		settings.put("group.initial.rebalance.delay.ms", "0");
		return settings;
	}

	private static void format(Path directory) {
		try {
			Files.createDirectories(directory);
			new Formatter().setPrintStream(new PrintStream(PrintStream.nullOutputStream()))
				.setClusterId(CLUSTER)
				.setNodeId(NODE)
				.setDirectories(List.of(directory.toString()))
				.setMetadataLogDirectory(directory.toString())
				.setControllerListenerName("CONTROLLER")
				.setSupportedFeatures(Feature.PRODUCTION_FEATURES)
				.setReleaseVersion(MetadataVersion.latestProduction())
				.setIgnoreFormatted(true)
				.run();
		}
		catch (Exception ex) {
			throw new IllegalStateException("The directory of the broker can't be prepared", ex);
		}
	}

	/**
	 * What clients connect to.
	 * @return host and port
	 */
	public String address() {
		return LOOPBACK + ":" + this.port;
	}

	/**
	 * Stop, and wait until everything is given back.
	 */
	@Override
	public void close() {
		this.server.shutdown();
		this.server.awaitShutdown();
	}

}

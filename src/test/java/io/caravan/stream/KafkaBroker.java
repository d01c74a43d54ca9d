package io.caravan.stream;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Uuid;

/**
 * A broker of Kafka in a process of its own, whose jars Maven has copied beside the build, so that none of them is on the class path of a test.
 * One serves all tests of a JVM, each of which has topics of its own, and ends with it.
 */
public final class KafkaBroker implements AutoCloseable {
    private static final Path JARS = Path.of("target/stream-servers/broker");
    private static KafkaBroker shared;

    private final Path folder;
    private final int port;
    private Process process;

    private KafkaBroker(Path folder, String listeners, String settings) throws IOException {
        this.folder = folder;
        this.port = freePort();
        int controller = freePort();
        Files.writeString(
                folder.resolve("server.properties"),
                """
                process.roles=broker,controller
                node.id=1
                controller.quorum.voters=1@127.0.0.1:%2$d
                listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d%4$s
                advertised.listeners=PLAINTEXT://127.0.0.1:%1$d%4$s
                controller.listener.names=CONTROLLER
                log.dirs=%3$s
                offsets.topic.num.partitions=1
                offsets.topic.replication.factor=1
                transaction.state.log.num.partitions=1
                transaction.state.log.replication.factor=1
                transaction.state.log.min.isr=1
                group.initial.rebalance.delay.ms=0
                auto.create.topics.enable=false
                log.cleaner.backoff.ms=200
                log.retention.check.interval.ms=500
                log.initial.task.delay.ms=500
                """.formatted(port, controller, folder.resolve("log"), listeners) + settings);
        run("kafka.tools.StorageTool", "format", "-t", Uuid.randomUuid().toString(), "-c", "server.properties");
    }

    /** Returns the one of this JVM. */
    public static synchronized KafkaBroker shared() {
        if (shared == null) {
            try {
                shared = start(Files.createTempDirectory("broker"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            Runtime.getRuntime().addShutdownHook(new Thread(shared::close));
        }
        return shared;
    }

    /** Starts one of its own, which a test may stop and start again. */
    public static KafkaBroker start(Path folder) throws IOException {
        return start(folder, "", "");
    }

    /**
     * Starts one of its own.
     *
     * @param listeners more of them, each with a comma before it
     * @param settings more lines of server.properties
     */
    static KafkaBroker start(Path folder, String listeners, String settings) throws IOException {
        if (!Files.isDirectory(JARS)) {
            throw new IllegalStateException(JARS + " is not there: mvn -f docker/stream/pom.xml package");
        }
        var broker = new KafkaBroker(folder, listeners, settings);
        broker.start();
        return broker;
    }

    /** Starts it again behind the same address, with what it held. */
    public void start() throws IOException {
        process = java("kafka.Kafka", "server.properties").start();
        await("a broker").atMost(Duration.ofSeconds(60)).ignoreExceptions().until(() -> {
            if (!process.isAlive()) {
                throw new IllegalStateException(Files.readString(folder.resolve("out.txt")));
            }
            try (Admin admin = admin()) {
                return !admin.describeCluster().nodes().get(1, TimeUnit.SECONDS).isEmpty();
            }
        });
    }

    private void run(String... command) throws IOException {
        try {
            int exit = java(command).start().waitFor();
            if (exit != 0) {
                throw new IOException(Files.readString(folder.resolve("out.txt")));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private ProcessBuilder java(String... command) {
        var words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx400m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                JARS.toAbsolutePath() + "/*"));
        words.addAll(List.of(command));
        return new ProcessBuilder(words)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out.txt").toFile());
    }

    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    public String address() {
        return "127.0.0.1:" + port;
    }

    public Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", address(), "default.api.timeout.ms", "30000"));
    }

    /** Makes a topic. */
    public void topic(String name, int partitions) {
        topic(name, partitions, Map.of());
    }

    public void topic(String name, int partitions, Map<String, String> settings) {
        try (Admin admin = admin()) {
            admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1).configs(settings)))
                    .all()
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Kills it. */
    public void stop() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        stop();
    }
}

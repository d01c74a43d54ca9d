package io.caravan.stream.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caravan.failure.UnavailableException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code docker/stream/start} as a person runs it. */
@Tag("long")
class StartScriptIT {
    @TempDir
    Path folder;

    @Test
    void brokerAndRegistryStartWhereTheySayAndEndWithTheScript() throws Exception {
        var builder = new ProcessBuilder("docker/stream/start").redirectErrorStream(true);
        builder.environment()
                .putAll(Map.of(
                        "STREAM_FOLDER", folder.toString(),
                        "JAVA21_HOME",
                                Path.of(RegistryServer.java())
                                        .getParent()
                                        .getParent()
                                        .toString(),
                        "BROKER_PORT", String.valueOf(freePorts(2)),
                        "REGISTRY_PORT", String.valueOf(freePorts(1))));
        Process process = builder.start();
        List<String> said = new ArrayList<>();
        var out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = out.readLine(); line != null && !line.contains("Ctrl-C"); line = out.readLine()) {
            said.add(line);
        }
        String brokers = setting("stream.brokers", said);
        var registry = new SchemaRegistry(setting("stream.registry-url", said), "", "");

        try (Admin admin = Admin.create(Map.of("bootstrap.servers", brokers))) {
            assertThat(admin.describeCluster().nodes().get()).hasSize(1);
        }
        assertThat(registry.byId(1)).isNull();

        process.destroy();
        assertThat(process.waitFor()).isZero();
        assertThatThrownBy(() -> registry.byId(1)).isInstanceOf(UnavailableException.class);
    }

    private static String setting(String key, List<String> said) {
        return said.stream()
                .filter(line -> line.contains(key + "="))
                .findFirst()
                .map(line -> line.replaceFirst(".*=", ""))
                .orElseThrow(() -> new AssertionError(String.join("\n", said)));
    }

    /** Returns the first of ports that are free one after another: the broker's controller listens beside it. */
    private static int freePorts(int count) throws IOException {
        while (true) {
            try (var first = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                if (count == 1 || isFree(first.getLocalPort() + 1)) {
                    return first.getLocalPort();
                }
            }
        }
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException | IllegalArgumentException e) {
            return false;
        }
    }
}

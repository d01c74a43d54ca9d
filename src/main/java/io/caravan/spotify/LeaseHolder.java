package io.caravan.spotify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * An application in a process, as other processes can tell it from others.
 *
 * @param host name of the machine or container
 * @param pid its number there, which another process has later
 * @param started when the process was
 * @param id of the application in it
 */
record LeaseHolder(String host, long pid, Instant started, String id) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path HOST = Path.of("/proc/sys/kernel/hostname");
    /** The time at which a process was started is computed from that at which the machine was. */
    private static final Duration SAME = Duration.ofSeconds(2);

    /** Returns a holder that there was not before, in this process. */
    static LeaseHolder newest() {
        return new LeaseHolder(
                thisHost(),
                ProcessHandle.current().pid(),
                started(ProcessHandle.current()),
                UUID.randomUUID().toString());
    }

    private static Instant started(ProcessHandle process) {
        return process.info().startInstant().orElse(Instant.EPOCH);
    }

    /** Asks no name server. */
    private static String thisHost() {
        try {
            return Files.isReadable(HOST)
                    ? Files.readString(HOST).strip()
                    : Optional.ofNullable(System.getenv("HOSTNAME")).orElse("");
        } catch (IOException e) {
            return "";
        }
    }

    static LeaseHolder parse(byte[] json) {
        try {
            JsonNode node = JSON.readTree(json);
            return new LeaseHolder(
                    node.path("host").asText(),
                    node.path("pid").asLong(),
                    Instant.ofEpochMilli(node.path("started").asLong()),
                    node.path("id").asText());
        } catch (IOException e) {
            return new LeaseHolder("", 0, Instant.EPOCH, "");
        }
    }

    String json() {
        ObjectNode node = JSON.createObjectNode();
        node.put("host", host);
        node.put("pid", pid);
        node.put("started", started.toEpochMilli());
        node.put("id", id);
        try {
            return JSON.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("Texts and numbers can be written", e);
        }
    }

    /** Returns whether it is known to have ended: a process of this machine that runs no more, or whose number another one has. */
    boolean isGone() {
        if (host.isEmpty() || !host.equals(thisHost())) {
            return false;
        }
        Instant running = ProcessHandle.of(pid).map(LeaseHolder::started).orElse(Instant.MIN);
        return running.isBefore(started.minus(SAME)) || running.isAfter(started.plus(SAME));
    }

    /** Returns who it is, for people. */
    String words() {
        return host.isEmpty() ? "another process" : "the process %d on %s".formatted(pid, host);
    }
}

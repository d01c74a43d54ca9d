package io.caravan.lake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A policy of {@code docker/aws/}, its placeholders filled in, and as much of IAM's rules as these files use. */
record Policy(String file, JsonNode json) {
    static final String BUCKET = "arn:aws:s3:::lake";

    static Policy read(String file, String prefix) throws IOException {
        String text = Files.readString(Path.of("docker/aws", file))
                .replace("@BUCKET@", "lake")
                .replace("@PREFIX@", prefix)
                .replace("@TABLES_BUCKET@", "lake")
                .replace("@TABLES_PREFIX@", prefix);
        return new Policy(file, new ObjectMapper().readTree(text));
    }

    /** All policies of the folder, by the names of their files. */
    static List<Policy> all() throws IOException {
        List<Policy> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(Path.of("docker/aws"))) {
            for (Path file : files.sorted().toList()) {
                if (file.toString().endsWith("-policy.json")) {
                    all.add(read(file.getFileName().toString(), "music/"));
                }
            }
        }
        return all;
    }

    List<JsonNode> statements() {
        return StreamSupport.stream(json.path("Statement").spliterator(), false).toList();
    }

    static List<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    boolean allows(SentRequests.Need need) {
        return grants().stream().anyMatch(grant -> grant.covers(need));
    }

    /** Each pair of an action and a resource. */
    List<Grant> grants() {
        return statements().stream()
                .flatMap(statement -> texts(statement.path("Action")).stream()
                        .flatMap(action -> texts(statement.path("Resource")).stream()
                                .map(resource -> new Grant(action, resource, statement.path("Condition")))))
                .toList();
    }

    record Grant(String action, String resource, JsonNode condition) {
        boolean covers(SentRequests.Need need) {
            if (!action.equals(need.action())) {
                return false;
            }
            String asked = need.object() == null ? BUCKET : BUCKET + "/" + need.object();
            return like(resource, asked) && isMet(need.prefix());
        }

        /** A condition on a key that the request does not have is met only where it says "if exists". */
        private boolean isMet(String prefix) {
            if (condition.isMissingNode()) {
                return true;
            }
            if (prefix == null) {
                return condition.has("StringLikeIfExists");
            }
            return texts(condition.elements().next().path("s3:prefix")).stream()
                    .anyMatch(pattern -> like(pattern, prefix));
        }

        private static boolean like(String pattern, String text) {
            String regex =
                    Stream.of(pattern.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
            return Pattern.compile(regex, Pattern.DOTALL).matcher(text).matches();
        }
    }
}

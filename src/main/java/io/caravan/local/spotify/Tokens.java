package io.caravan.local.spotify;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Issues and checks tokens. A user's consent lasts six months and refreshing does not extend it. */
final class Tokens {
    private static final Duration LIFE = Duration.ofHours(1);

    private final SimulatorConfig config;
    private final Map<String, Access> access = new ConcurrentHashMap<>();
    private final Map<String, Instant> consents = new ConcurrentHashMap<>();

    Tokens(SimulatorConfig config) {
        this.config = config;
    }

    /**
     * What an access token allows.
     *
     * @param user whether it stands for the signed-in user or, by client credentials, for the app alone
     */
    record Access(boolean user, Instant until) {}

    /** Takes the user's consent and returns a refresh token. */
    String consent() {
        String token = "AQ" + UUID.randomUUID();
        consents.put(token, config.clock().instant());
        return token;
    }

    /** Answers the token endpoint. */
    Answer issue(Request request) {
        String grant = request.form().getOrDefault("grant_type", "");
        return switch (grant) {
            case "client_credentials" -> isClient(request) ? token(false) : invalidClient();
            case "refresh_token" -> isClient(request) || isPublicClient(request) ? refresh(request) : invalidClient();
            default -> refusal("unsupported_grant_type", "grant_type parameter is missing or unknown");
        };
    }

    /** Returns what the request's token allows; throws 401 if there is none, or none that is valid now. */
    Access check(Request request) {
        String header = request.authorization();
        if (header == null || !header.startsWith("Bearer ")) {
            throw new Refusal(401, "No token provided");
        }
        Access found = access.get(header.substring("Bearer ".length()));
        if (found == null) {
            throw new Refusal(401, "Invalid access token");
        }
        if (!config.clock().instant().isBefore(found.until())) {
            throw new Refusal(401, "The access token expired");
        }
        return found;
    }

    private Answer refresh(Request request) {
        Instant consent = consents.get(request.form().getOrDefault("refresh_token", ""));
        if (consent == null) {
            return refusal("invalid_grant", "Invalid refresh token");
        }
        Instant end = consent.atOffset(ZoneOffset.UTC).plusMonths(6).toInstant();
        return config.clock().instant().isBefore(end) ? token(true) : refusal("invalid_grant", "Refresh token revoked");
    }

    private boolean isClient(Request request) {
        String credentials = config.clientId() + ":" + config.clientSecret();
        return ("Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8)))
                .equals(request.authorization());
    }

    /** With PKCE there is no secret, and the client's id stands in the form. */
    private boolean isPublicClient(Request request) {
        return request.authorization() == null
                && config.clientId().equals(request.form().get("client_id"));
    }

    private Answer token(boolean user) {
        String token = "BQ" + UUID.randomUUID();
        access.put(token, new Access(user, config.clock().instant().plus(LIFE)));
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("access_token", token).put("token_type", "Bearer").put("expires_in", LIFE.toSeconds());
        return Answer.json(200, user ? body.put("scope", "playlist-read-private playlist-read-collaborative") : body);
    }

    private static Answer invalidClient() {
        return refusal("invalid_client", "Invalid client secret");
    }

    private static Answer refusal(String error, String description) {
        return Answer.json(
                400, JsonNodeFactory.instance.objectNode().put("error", error).put("error_description", description));
    }
}

package io.caravan.local.spotify;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
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
    private static final Duration CODE_LIFE = Duration.ofMinutes(10);

    private final SimulatorConfig config;
    private final Map<String, Access> access = new ConcurrentHashMap<>();
    private final Map<String, Instant> consents = new ConcurrentHashMap<>();
    private final Map<String, Code> codes = new ConcurrentHashMap<>();
    private volatile boolean rotating;

    Tokens(SimulatorConfig config) {
        this.config = config;
    }

    /**
     * What an access token allows.
     *
     * @param user whether it stands for the signed-in user or, by client credentials, for the app alone
     */
    record Access(boolean user, Instant until) {}

    /** A consent on its way: what {@code /authorize} was asked with, and until when the code may be redeemed. */
    private record Code(String redirectUri, String challenge, Instant until) {}

    /** Takes the user's consent and returns a refresh token. */
    String consent() {
        return refreshToken(config.clock().instant());
    }

    private String refreshToken(Instant consent) {
        String token = "AQ" + UUID.randomUUID();
        consents.put(token, consent);
        return token;
    }

    /** From now on each refresh brings a new refresh token and ends the old one. */
    void rotate() {
        rotating = true;
    }

    /** The user takes the consent back: every refresh token is dead. */
    void revoke() {
        consents.clear();
    }

    /** The access tokens die before their time. */
    void expire() {
        access.clear();
    }

    /** Answers the page that asks for the user's consent: the user gives it at once and is sent back. */
    Answer authorize(Request request) {
        Map<String, String> query = request.query();
        String redirectUri = query.getOrDefault("redirect_uri", "");
        if (!config.clientId().equals(query.get("client_id"))) {
            return Answer.of(400, Map.of("Content-Type", "text/plain"), "INVALID_CLIENT: Invalid client");
        }
        if (!redirectUri.matches("http://127\\.0\\.0\\.1(:\\d+)?/.*|https://.+")) {
            return Answer.of(400, Map.of("Content-Type", "text/plain"), "INVALID_CLIENT: Insecure redirect URI");
        }
        String challenge = query.get("code_challenge");
        if (!"code".equals(query.get("response_type"))
                || (challenge != null && !"S256".equals(query.get("code_challenge_method")))) {
            return Answer.of(
                    400,
                    Map.of("Content-Type", "text/plain"),
                    "response_type must be code, with a S256 challenge if any");
        }
        String code = "AQ" + UUID.randomUUID();
        codes.put(
                code, new Code(redirectUri, challenge, config.clock().instant().plus(CODE_LIFE)));
        String state = query.containsKey("state") ? "&state=" + URLEncoder.encode(query.get("state"), UTF_8) : "";
        return Answer.of(
                302,
                Map.of("Location", redirectUri + (redirectUri.contains("?") ? "&" : "?") + "code=" + code + state),
                "");
    }

    /** Answers the token endpoint. */
    Answer issue(Request request) {
        String grant = request.form().getOrDefault("grant_type", "");
        boolean client = isClient(request);
        return switch (grant) {
            case "client_credentials" -> client ? Answer.json(200, token(false)) : invalidClient();
            case "refresh_token" -> client || isPublicClient(request) ? refresh(request) : invalidClient();
            case "authorization_code" -> client || isPublicClient(request) ? redeem(request, client) : invalidClient();
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

    private Answer redeem(Request request, boolean client) {
        Code code = codes.remove(request.form().getOrDefault("code", ""));
        if (code == null || !config.clock().instant().isBefore(code.until())) {
            return refusal("invalid_grant", "Invalid authorization code");
        }
        if (!code.redirectUri().equals(request.form().get("redirect_uri"))) {
            return refusal("invalid_grant", "Invalid redirect URI");
        }
        boolean proven = code.challenge() == null
                ? client
                : code.challenge().equals(challenge(request.form().getOrDefault("code_verifier", "")));
        return proven
                ? Answer.json(200, token(true).put("refresh_token", consent()))
                : refusal("invalid_grant", "code_verifier was incorrect");
    }

    private static String challenge(String verifier) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    private Answer refresh(Request request) {
        String old = request.form().getOrDefault("refresh_token", "");
        Instant consent = consents.get(old);
        if (consent == null) {
            return refusal("invalid_grant", "Invalid refresh token");
        }
        Instant end = consent.atOffset(ZoneOffset.UTC).plusMonths(6).toInstant();
        if (!config.clock().instant().isBefore(end)) {
            return refusal("invalid_grant", "Refresh token revoked");
        }
        ObjectNode body = token(true);
        if (rotating) {
            consents.remove(old);
            body.put("refresh_token", refreshToken(consent));
        }
        return Answer.json(200, body);
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

    private ObjectNode token(boolean user) {
        String token = "BQ" + UUID.randomUUID();
        access.put(token, new Access(user, config.clock().instant().plus(LIFE)));
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("access_token", token).put("token_type", "Bearer").put("expires_in", LIFE.toSeconds());
        return user ? body.put("scope", "playlist-read-private playlist-read-collaborative") : body;
    }

    private static Answer invalidClient() {
        return refusal("invalid_client", "Invalid client secret");
    }

    private static Answer refusal(String error, String description) {
        return Answer.json(
                400, JsonNodeFactory.instance.objectNode().put("error", error).put("error_description", description));
    }
}

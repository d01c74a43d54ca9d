package io.caravan.local.spotify;

import com.sun.net.httpserver.HttpServer;
import io.caravan.failure.ConfigurationException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Answers {@code GET /authorize} (the user consents at once), {@code POST /api/token}, {@code GET /v1/me}, {@code
 * /v1/me/playlists}, {@code /v1/playlists/{id}} and its {@code /items} and {@code /tracks}, and what {@link DetailApi} and
 * {@link CatalogueApi} serve, on 127.0.0.1 as Spotify does in late 2026. Tests can make it fail, turn its calendar and read what it was asked.
 */
public final class SpotifySimulator implements AutoCloseable {
    private static final String TOKEN_PATH = "/api/token";
    private static final String CONSENT_PATH = "/authorize";
    private static final int THREADS = 16;

    private final HttpServer server;
    private final ExecutorService threads;
    private final SimulatorConfig config;
    private final Tokens tokens;
    private final PlaylistApi playlists;
    private final DetailApi details;
    private final CatalogueApi catalogue;
    private final FaultPlan faults = new FaultPlan();
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final AtomicInteger atWork = new AtomicInteger();
    private final AtomicInteger mostAtOnce = new AtomicInteger();
    private volatile PlaylistSource source;
    private volatile Quota quota;

    private SpotifySimulator(HttpServer server, ExecutorService threads, SimulatorConfig config) {
        this.server = server;
        this.threads = threads;
        this.config = config;
        this.source = config.source();
        this.tokens = new Tokens(config);
        this.playlists = new PlaylistApi(config, tokens, url());
        this.details = new DetailApi(config, tokens);
        this.catalogue = new CatalogueApi(config, tokens, url());
    }

    /** Starts a simulator, which answers until it is closed. */
    public static SpotifySimulator start(SimulatorConfig config) {
        // Head and body are written apart; without this the body waits 40 ms for the head to be acknowledged.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        HttpServer server;
        try {
            server = HttpServer.create(
                    new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), config.port()), 0);
        } catch (IOException e) {
            throw new ConfigurationException(
                    "The Spotify simulator cannot listen on 127.0.0.1:" + config.port() + ": " + e.getMessage()
                            + "; set local.spotify-port to a free port, or 0 for any (simulate: --port): a run beside this one keeps its"
                            + " port until it is stopped",
                    e);
        }
        ExecutorService threads = Executors.newFixedThreadPool(THREADS, task -> {
            Thread thread = new Thread(task, "spotify-simulator");
            thread.setDaemon(true);
            return thread;
        });
        SpotifySimulator simulator = new SpotifySimulator(server, threads, config);
        server.setExecutor(threads);
        server.createContext("/", Delivery.handler(simulator::answer));
        server.start();
        return simulator;
    }

    /** Returns the origin that stands for both accounts.spotify.com and api.spotify.com, without a slash at its end. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Plans a fault for the next {@code count} requests that match; of several faults, the one planned first comes first. */
    public void fault(Predicate<Request> requests, int count, Fault fault) {
        faults.add(requests, count, fault);
    }

    /** Plans a fault for the next {@code count} requests whose whole path matches a regular expression. */
    public void fault(String path, int count, Fault fault) {
        Pattern pattern = Pattern.compile(path);
        fault(request -> pattern.matcher(request.path()).matches(), count, fault);
    }

    /** Plans what a command line names. */
    public void fault(PlannedFault planned) {
        fault(planned::concerns, planned.count(), planned.fault());
    }

    /** Forgets the faults that are still to come. */
    public void clearFaults() {
        faults.clear();
    }

    /** Returns all requests so far in the order in which they came; one that is stalled is there already. */
    public List<Call> calls() {
        return List.copyOf(calls);
    }

    /** Returns the requests so far without those for a token: the ones that count towards Spotify's quota. */
    public List<Call> apiCalls() {
        return calls.stream().filter(call -> call.path().startsWith("/v1/")).toList();
    }

    /** Returns how many requests were worked on at once when these were most; the delay of an answer is not counted. */
    public int mostAtOnce() {
        return mostAtOnce.get();
    }

    /** Signs the configured user in, as if they had consented just now, and returns the refresh token. */
    public String signIn() {
        return tokens.consent();
    }

    /** From now on each refresh brings a new refresh token and ends the old one. */
    public void rotateRefreshTokens() {
        tokens.rotate();
    }

    /** Takes the user's consent back: every refresh token is dead. */
    public void revokeConsent() {
        tokens.revoke();
    }

    /** Ends all access tokens before their time. */
    public void expireAccessTokens() {
        tokens.expire();
    }

    /** From now on answers 429 to calls beyond these, on the configured clock; those before count for nothing. */
    public void limitCalls(int in30Seconds, int in24Hours) {
        quota = new Quota(config.clock(), in30Seconds, in24Hours);
    }

    /** Turns the calendar: from now on the playlists are those of another day. */
    public void advanceTo(LocalDate day) {
        source = source.on(day);
    }

    /** Returns what each playlist holds now, by id. */
    public Map<String, Truth> truth() {
        PlaylistSource now = source;
        Map<String, Truth> truth = new LinkedHashMap<>();
        now.ids().forEach(id -> now.find(id).ifPresent(playlist -> truth.put(id, playlist.truth())));
        return truth;
    }

    private Answer answer(Request request) {
        mostAtOnce.accumulateAndGet(atWork.incrementAndGet(), Math::max);
        long asked = System.nanoTime();
        try {
            Answer answer = faults.next(request).apply(right(request));
            Duration rest = config.latency().minusNanos(System.nanoTime() - asked);
            answer = rest.isNegative() ? answer : answer.after(rest);
            int status = answer.delivery() == Answer.Delivery.NONE ? 0 : answer.status();
            calls.add(new Call(request.method(), request.path(), request.rawQuery(), status));
            return answer;
        } finally {
            atWork.decrementAndGet();
        }
    }

    private Answer right(Request request) {
        try {
            if (request.path().equals(TOKEN_PATH) && request.method().equals("POST")) {
                return tokens.issue(request);
            }
            if (request.path().equals(CONSENT_PATH) && request.method().equals("GET")) {
                return tokens.authorize(request);
            }
            Answer limited = quota == null ? null : quota.count();
            if (limited != null) {
                return limited;
            }
            if (catalogue.serves(request)) {
                return catalogue.answer(request, source);
            }
            return DetailApi.serves(request) ? details.answer(request, source) : playlists.answer(request, source);
        } catch (Refusal refusal) {
            return refusal.answer();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}

package io.caravan;

import static io.caravan.OddPlaylists.SIZE;
import static io.caravan.OddPlaylists.id;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.local.spotify.Answer;
import io.caravan.local.spotify.Call;
import io.caravan.local.spotify.Fault;
import io.caravan.run.RunSummary;
import io.caravan.snapshot.Archive;
import io.caravan.spotify.UserToken;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A Spotify, or somebody on the way to it, that answers oddly: what comes of it in the tables, and what the run says. */
@Timeout(300)
class OddSpotifyTest {
    private static final Fault ERROR_AS_ANSWER =
            Fault.answer(200, Map.of(), "{\"error\":{\"status\":500,\"message\":\"Something went wrong\"}}");

    private static final String QUOTA =
            "{\"error\":{\"status\":403,\"message\":\"Quota exceeded\",\"reason\":\"QUOTA_EXCEEDED\"}}";

    @TempDir
    Path folder;

    private TestApplication app;

    private TestApplication start(OddPlaylists playlists, Map<String, String> settings) {
        app = TestApplication.start(folder, playlists, settings);
        return app;
    }

    @Test
    void whatIsOddButValidAndWhatPassesCostsNoRow() throws Exception {
        var playlists = OddPlaylists.of(
                        "nextnull",
                        "nextloop",
                        "limit20",
                        "totalonce",
                        "totallow",
                        "totalnull",
                        "dupes",
                        "rename",
                        "unknown")
                .and("fivemb", 50)
                .and("big", 10_001);
        for (String name :
                List.of("rownull", "itemnull", "emptymid", "shortmid", "gz", "chunk", "mark", "s203", "allsame")) {
            playlists.and(name, SIZE);
        }
        for (String name : List.of(
                "errmeta",
                "m204",
                "html502",
                "e503ra",
                "reset",
                "error",
                "itemsnull",
                "p204",
                "e408",
                "p202",
                "p206",
                "p304",
                "limited",
                "drip")) {
            playlists.and(name, SIZE);
        }
        try (var app = start(playlists, Map.of("spotify.timeout", "500ms"))) {
            fault("nextnull", 99, page(page -> page.putNull("next")));
            fault(
                    "nextloop",
                    99,
                    page(page -> page.put("next", page.path("href").asText().replaceAll("offset=\\d+", "offset=0"))));
            fault("limit20", 99, page(page -> {
                page.put("limit", 20);
                keep(page, 20);
            }));
            app.spotify.fault(
                    request -> request.path().contains(id("totalonce"))
                            && !"0".equals(request.query().getOrDefault("offset", "0")),
                    2,
                    page(page -> page.put("total", SIZE + 1)));
            fault("totallow", 99, page(page -> page.put("total", 70)));
            fault("totalnull", 99, page(page -> page.putNull("total")));
            fault("dupes", 99, page(page -> {
                int offset = page.path("offset").asInt();
                if (offset > 0 && offset < SIZE) {
                    keep(page, page.path("items").size() - 1);
                    ((ArrayNode) page.path("items")).insert(0, OddPlaylists.row(offset - 1));
                }
            }));
            var names = new ArrayList<String>();
            app.spotify.fault("/v1/playlists/" + id("rename"), 99, page(page -> {
                names.add("");
                page.put("name", "name " + names.size());
            }));
            fault("unknown", 99, eachRow(row -> {
                ((ObjectNode) row.path("item"))
                        .putObject("zzz")
                        .putArray("a")
                        .add(1)
                        .addNull();
                row.put("new", 1);
            }));
            fault("fivemb", 99, eachRow(row -> ((ObjectNode) row.path("item")).put("blob", "x".repeat(100_000))));
            fault("rownull", 99, page(page -> ((ArrayNode) page.path("items")).setNull(0)));
            fault("itemnull", 99, page(page -> ((ObjectNode) page.path("items").get(0)).putNull("item")));
            fault("gz", 99, ((Fault) right -> right).gzipped());
            fault("chunk", 99, ((Fault) right -> right).chunked());
            app.spotify.fault(".*/" + id("mark") + ".*", 99, text(body -> "\uFEFF" + body));
            fault("s203", 99, right -> new Answer(203, right.headers(), right.body(), right.delivery(), right.delay()));
            fault("allsame", 99, eachRow(row -> row.setAll(OddPlaylists.row(0))));
            for (String name : List.of("emptymid", "shortmid")) {
                app.spotify.fault(
                        request -> request.path().contains(id(name))
                                && "50".equals(request.query().get("offset")),
                        1,
                        page(page -> keep(page, name.equals("emptymid") ? 0 : 10)));
            }
            app.spotify.fault("/v1/playlists/" + id("errmeta"), 1, ERROR_AS_ANSWER);
            app.spotify.fault("/v1/playlists/" + id("m204"), 1, Fault.answer(204, Map.of(), ""));
            fault("html502", 2, Fault.answer(502, Map.of("Content-Type", "text/html"), "<html>502 Bad Gateway</html>"));
            fault("e503ra", 1, Fault.answer(503, Map.of("Retry-After", "1"), "{}"));
            fault("reset", 2, Fault.truncated());
            fault("error", 1, ERROR_AS_ANSWER);
            fault("itemsnull", 1, page(page -> page.putNull("items")));
            fault("p204", 1, Fault.answer(204, Map.of(), ""));
            fault("e408", 1, Fault.status(408, "Request timeout"));
            fault("p202", 1, Fault.answer(202, Map.of(), "{\"message\":\"accepted\"}"));
            fault("p206", 1, right -> Fault.answer(206, Map.of(), right.body().substring(0, 3_000))
                    .apply(right));
            fault("p304", 1, Fault.answer(304, Map.of("ETag", "\"x\""), ""));
            fault("drip", 1, Fault.dripping());
            fault("limited", 1, Fault.rateLimited("1"));

            RunSummary run = app.once();

            assertThat(run.failures()).isEmpty();
            assertThat(run.exitCode()).isZero();
            assertThat(run.findings()).isEmpty();
            assertThat(run.deadLetters()).isZero();
            var expected = new TreeMap<String, Integer>();
            playlists.ids().forEach(id -> expected.put(id, SIZE));
            expected.put(id("fivemb"), 50);
            expected.put(id("big"), 10_001);
            // One of each of three pages.
            expected.put(id("rownull"), SIZE - 3);
            expected.put(id("itemnull"), SIZE - 3);
            assertThat(rows()).isEqualTo(expected);
            assertThat(run.skipped()).containsEntry("null_item", 6L);

            int calls = app.spotify.apiCalls().size();
            RunSummary second = app.once();
            assertThat(second.exitCode()).isZero();
            assertThat(second.playlistsUnchanged()).isEqualTo(playlists.ids().size());
            assertThat(app.spotify.apiCalls()).hasSize(calls + playlists.ids().size());
        }
    }

    @Test
    void whatTheTransformRefusesIsReadAgainAndToldUntilItTakesIt() throws Exception {
        try (var app = start(OddPlaylists.of("refused", "plain"), Map.of())) {
            fault("refused", 6, page(page -> {
                int size = page.path("items").size();
                ArrayNode items = page.putArray("items");
                for (int i = 0; i < size; i++) {
                    items.add(page.path("offset").asInt() + i);
                }
            }));
            for (int i = 1; i <= 2; i++) {
                RunSummary run = app.once();
                assertThat(run.exitCode()).isEqualTo(3);
                assertThat(run.deadLetters()).isEqualTo(1);
                assertThat(run.failures()).singleElement().satisfies(failure -> assertThat(failure.object())
                        .contains(id("refused")));
                assertThat(run.playlistsUnchanged()).as("the plain one").isEqualTo(i - 1);
                app.clock.advance(Duration.ofMinutes(1));
            }

            RunSummary healed = app.once();
            assertThat(healed.exitCode()).isZero();
            assertThat(healed.playlistsRead()).isEqualTo(1);
            assertThat(rows()).isEqualTo(Map.of(id("refused"), SIZE, id("plain"), SIZE));
            app.clock.advance(Duration.ofMinutes(1));
            assertThat(app.once().playlistsUnchanged()).isEqualTo(2);
        }
    }

    @Test
    void aTotalThatIsATextIsANumber() throws Exception {
        try (var app = start(OddPlaylists.of("totalstr"), Map.of())) {
            fault("totalstr", 99, page(page -> page.put("total", String.valueOf(SIZE))));
            assertThat(app.once().exitCode()).isZero();
            assertThat(rows()).isEqualTo(Map.of(id("totalstr"), SIZE));
            app.clock.advance(Duration.ofMinutes(1));
            assertThat(app.once().playlistsUnchanged()).isEqualTo(1);
        }
    }

    @Test
    void aLakeOfBeforeIsReadOnceMoreAndAReplayCountsAsTransformed() throws Exception {
        try (var app = start(OddPlaylists.of("plain"), Map.of())) {
            app.once();
            String note = "state/transformed/" + id("plain") + ".json";
            assertThat(new String(app.lake().read(note), UTF_8))
                    .contains("\"snapshot_id\":\"snap-" + id("plain") + "\"");
            app.lake().delete(note);
            app.clock.advance(Duration.ofMinutes(1));
            assertThat(app.once().playlistsRead()).isEqualTo(1);
            app.clock.advance(Duration.ofMinutes(1));
            assertThat(app.once().playlistsUnchanged()).isEqualTo(1);

            app.lake().delete(note);
            var archive = new Archive(app.lake()).selected(null, null, null);
            assertThat(archive).hasSize(2);
            app.replay(archive.subList(0, 1));
            assertThat(app.once().playlistsRead()).as("an older one").isEqualTo(1);
            app.lake().delete(note);
            app.replay(new Archive(app.lake()).selected(null, null, null));
            assertThat(app.once().playlistsUnchanged()).isEqualTo(1);
            app.replay(archive.subList(0, 1));
            assertThat(app.once().playlistsUnchanged())
                    .as("the newest stays noted")
                    .isEqualTo(1);
        }
    }

    @Test
    void withoutASnapshotIdItIsReadOnceEachRunAndToldAsSuch() throws Exception {
        try (var app = start(OddPlaylists.of("nosnap"), Map.of())) {
            app.spotify.fault("/v1/playlists/" + id("nosnap"), 99, page(page -> page.remove("snapshot_id")));
            var told = Collections.synchronizedList(new ArrayList<String>());
            app.runs().report((stage, object, detail) -> told.add(detail));
            for (int run = 1; run <= 2; run++) {
                assertThat(app.once().exitCode()).isZero();
                assertThat(app.spotify.apiCalls()).hasSize(5 * run);
                app.clock.advance(Duration.ofMinutes(1));
            }
            assertThat(rows()).isEqualTo(Map.of(id("nosnap"), SIZE));
            assertThat(told)
                    .filteredOn(detail -> detail.matches("read, 120 entries of \".+\", without a snapshot_id.*"))
                    .hasSize(2);
        }
    }

    @Test
    void placesThatSpotifyNeverGivesAreMissingAndTheReadIsConsistent() throws Exception {
        try (var app = start(OddPlaylists.of("totalhigh", "always"), Map.of())) {
            fault("totalhigh", 99, page(page -> page.put("total", SIZE + 10)));
            app.spotify.fault(
                    request -> request.path().contains(id("always"))
                            && "50".equals(request.query().get("offset")),
                    99,
                    page(page -> keep(page, 10)));
            assertThat(app.once().exitCode()).isZero();

            assertThat(rows()).isEqualTo(Map.of(id("totalhigh"), SIZE, id("always"), SIZE - 40));
            assertThat(itemCalls("totalhigh")).as("the last page twice").isEqualTo(4);
            assertThat(itemCalls("always")).as("the short page twice").isEqualTo(4);
            assertThat(query("select min(position) from tbl_playlist_items where position >= 60 and playlist_id = '"
                            + id("always") + "'"))
                    .as("the places after the gap are their own")
                    .containsExactly("100");
            assertThat(query("select raw_key from etl_load where consistent"))
                    .hasSize(2)
                    .allSatisfy(key -> {
                        JsonNode header =
                                new ObjectMapper().readTree(firstLine(key)).path("caravan");
                        assertThat(header.path("missing").asInt()).isEqualTo(key.contains("totalhigh") ? 10 : 40);
                    });
            app.clock.advance(Duration.ofMinutes(1));
            assertThat(app.once().playlistsUnchanged()).isEqualTo(2);
        }
    }

    @Test
    void pagesThatComeEmptyBeforeTheEndAreReadOnceMore() throws Exception {
        try (var app = start(OddPlaylists.of("hollow"), Map.of())) {
            // The first page, and two that are empty, each of them twice.
            fault("hollow", 5, page(page -> {
                if (page.path("offset").asInt() > 0) {
                    keep(page, 0);
                }
            }));

            assertThat(app.once().exitCode()).isZero();

            assertThat(itemCalls("hollow")).isEqualTo(5 + 3);
            assertThat(rows()).isEqualTo(Map.of(id("hollow"), SIZE));
            app.clock.advance(Duration.ofMinutes(1));
            assertThat(app.once().playlistsUnchanged()).isEqualTo(1);
        }
    }

    @Test
    void whoDoesNotLookAtTheOffsetIsNoticedAtTheSecondPage() throws Exception {
        try (var app = start(OddPlaylists.of("stated", "unstated", "echoed", "plain"), Map.of())) {
            fault("stated", 99, page(page -> {
                firstPage(page);
                page.put("offset", 0);
            }));
            fault("unstated", 99, page(page -> {
                firstPage(page);
                page.remove("offset");
            }));
            fault("echoed", 99, page(OddSpotifyTest::firstPage));

            RunSummary run = app.once();

            assertThat(run.exitCode()).isEqualTo(3);
            for (String name : List.of("stated", "unstated", "echoed")) {
                assertThat(FailureWords.of(run.failures(), id(name)))
                        .contains("does not look at the offset", "spotify.api-url");
                assertThat(itemCalls(name))
                        .as("its second page, and one more where it claims to be that")
                        .isLessThanOrEqualTo(3);
            }
            assertThat(itemCalls("stated")).isEqualTo(2);
            assertThat(rows()).isEqualTo(Map.of(id("plain"), SIZE));
        }
    }

    /** A loop of songs, as people make them for sports: its second page is its first once more. */
    @Test
    void aPlaylistThatHoldsTheSameEntriesTwiceIsReadWhole() throws Exception {
        try (var app = start(OddPlaylists.of("loop"), Map.of())) {
            fault("loop", 99, page(page -> {
                int offset = page.path("offset").asInt();
                int size = page.path("items").size();
                ArrayNode items = page.putArray("items");
                for (int i = offset; i < offset + size; i++) {
                    items.add(OddPlaylists.row(i % 50));
                }
            }));

            assertThat(app.once().exitCode()).isZero();

            assertThat(rows()).isEqualTo(Map.of(id("loop"), SIZE));
            assertThat(itemCalls("loop")).isEqualTo(4);
        }
    }

    @Test
    void anAnswerOfAnotherPlaylistIsRefusedAndARedirectNamed() throws Exception {
        try (var app = start(OddPlaylists.of("otherid", "idlater", "moved", "plain"), Map.of())) {
            Fault other = page(page -> page.put("id", id("someoneelse")));
            app.spotify.fault("/v1/playlists/" + id("otherid"), 99, other);
            app.spotify.fault("/v1/playlists/" + id("idlater"), 1, right -> right);
            app.spotify.fault("/v1/playlists/" + id("idlater"), 99, other);
            fault(
                    "moved",
                    99,
                    Fault.answer(307, Map.of("Location", "https://u:secret@other.example:8443/v1/x?token=secret"), ""));

            RunSummary run = app.once();

            assertThat(run.exitCode()).isEqualTo(3);
            assertThat(FailureWords.of(run.failures(), id("otherid"))).contains("another one, " + id("someoneelse"));
            assertThat(FailureWords.of(run.failures(), id("idlater"))).contains("another one, " + id("someoneelse"));
            assertThat(FailureWords.of(run.failures(), id("moved")))
                    .contains("elsewhere, to https://other.example:8443/v1/x, and no redirect", "spotify.api-url")
                    .doesNotContain("secret");
            assertThat(itemCalls("moved")).as("not asked again").isEqualTo(1);
            assertThat(rows()).isEqualTo(Map.of(id("plain"), SIZE));
        }
    }

    @Test
    void anAnswerThatStaysNoneIsToldInWordsThatFit() throws Exception {
        var words = new TreeMap<String, String>(Map.of(
                "error",
                        "an error in place of what was asked for: {\"status\":500,\"message\":\"Something went wrong\"}",
                "itemsnull", "no items: they are null",
                "s202", "answered without what was asked for",
                "s204", "answered without what was asked for",
                "s206", "answered without what was asked for",
                "s304", "nothing had changed, which nobody had asked",
                "s408", "did not recover within the retries",
                "twodocs", "more than one value",
                "utf16", "no UTF-8",
                "nan", "no JSON: it breaks at byte "));
        words.put("twice", "a field twice");
        words.put("deep", "beyond a limit");
        words.put("reset", "closed the connection without an answer");
        words.put("cut", "broke its answer off");
        words.put("idless", "it has no id");
        words.put("slow", "given up after 4 times spotify.timeout (1s)");
        var playlists = OddPlaylists.of("plain");
        words.keySet().forEach(name -> playlists.and(name, SIZE));
        // The others have to be answered within it on a busy machine too.
        try (var app = start(playlists, Map.of("caravan.retries", "1", "spotify.timeout", "1s"))) {
            fault("error", 99, ERROR_AS_ANSWER);
            fault("itemsnull", 99, page(page -> page.putNull("items")));
            for (int status : new int[] {202, 204, 206, 304, 408}) {
                fault("s" + status, 99, Fault.answer(status, Map.of(), ""));
            }
            fault("twodocs", 99, text(body -> body + "{\"x\":1}"));
            fault("utf16", 99, text(body -> body.replaceAll("(?s).", "$0\0")));
            fault("nan", 99, text(body -> body.replaceFirst("1000", "NaN")));
            fault("twice", 99, text(body -> body.substring(0, body.length() - 1) + ",\"items\":[]}"));
            fault("deep", 99, page(page -> {
                ArrayNode inner = page.putArray("x");
                for (int i = 0; i < 200; i++) {
                    inner = inner.addArray();
                }
            }));
            fault("reset", 99, Fault.reset());
            fault("cut", 99, Fault.truncated());
            fault("slow", 99, Fault.dripping());
            app.spotify.fault("/v1/playlists/" + id("idless"), 99, page(page -> page.remove("id")));

            RunSummary run = app.once();

            assertThat(run.exitCode()).isEqualTo(3);
            words.forEach((name, said) -> {
                assertThat(FailureWords.of(run.failures(), id(name)))
                        .as(name)
                        .contains(said)
                        .doesNotContainPattern(
                                "[A-Z]\\w*(Exception|Error)\\b|[A-Z][a-z]+[A-Z]|\\b[a-z]+\\.[a-z0-9]+\\.[\\w.]+");
                assertThat(name.equals("idless") ? 2 : itemCalls(name)).as(name).isEqualTo(2);
            });
            assertThat(rows()).isEqualTo(Map.of(id("plain"), SIZE));
        }
    }

    @Test
    void aQuotaUnderTheStatusOfARefusalParks() throws Exception {
        try (var app = start(OddPlaylists.of("q403"), Map.of())) {
            app.spotify.fault("/v1/playlists/.*", 99, Fault.answer(403, Map.of(), QUOTA));
            RunSummary run = app.once();
            assertThat(run.exitCode()).isEqualTo(75);
            assertThat(FailureWords.all(run.failures())).contains("quota is used up", "2026-11-21T07:00:0");
            assertThat(app.spotify.apiCalls()).hasSize(1);

            app.spotify.clearFaults();
            app.clock.advance(Duration.ofMinutes(59));
            assertThat(app.once().exitCode()).isEqualTo(75);
            assertThat(app.spotify.apiCalls()).hasSize(1);
            app.clock.advance(Duration.ofMinutes(2));
            fault("q403", 1, Fault.answer(403, Map.of("Retry-After", "1"), QUOTA));
            assertThat(app.once().exitCode()).as("waited out").isZero();
            assertThat(rows()).isEqualTo(Map.of(id("q403"), SIZE));
        }
    }

    @Test
    void whileOneAnswerIsWaitedForTheOthersAreLoaded() throws Exception {
        var loaded = new CountDownLatch(1);
        var settings = Map.of("warehouse.load-every", "100ms", "spotify.timeout", "5m");
        try (var app = start(OddPlaylists.of("plain", "many", "slow"), settings)) {
            fault("slow", 1, right -> {
                await(loaded);
                return right;
            });
            var run = CompletableFuture.supplyAsync(app::once);

            Awaitility.await("the load does not wait")
                    .atMost(Patience.LIMIT)
                    .until(() -> app.runs().summary().snapshotsLoaded() == 2);
            assertThat(run).as("the answer is still to come").isNotDone();
            loaded.countDown();

            RunSummary whole = run.get(5, TimeUnit.MINUTES);
            assertThat(whole.exitCode()).isZero();
            assertThat(whole.snapshotsLoaded()).isEqualTo(3);
            assertThat(rows()).isEqualTo(Map.of(id("plain"), SIZE, id("many"), SIZE, id("slow"), SIZE));
        }
    }

    @Test
    void aTokenOfTenSecondsIsUsedForWhatItLastsAndFollowedByItsSuccessor() throws Exception {
        try (var app = start(OddPlaylists.of("plain", "many"), Map.of("spotify.concurrency", "1"))) {
            app.bean("userToken", UserToken.class).keep(app.spotify.signIn(), app.clock.instant());
            app.spotify.rotateRefreshTokens();
            app.spotify.fault("/api/token", 99, page(token -> token.put("expires_in", 10)));
            app.spotify.fault("/v1/.*", 99, right -> {
                app.clock.advance(Duration.ofSeconds(2));
                return right;
            });

            assertThat(app.once().exitCode()).isZero();

            assertThat(app.spotify.apiCalls()).hasSize(10);
            assertThat(app.spotify.calls().size() - app.spotify.apiCalls().size())
                    .as("one for four calls of two seconds, and for the one at which it is over")
                    .isEqualTo(3);
            assertThat(rows()).isEqualTo(Map.of(id("plain"), SIZE, id("many"), SIZE));
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(Patience.LIMIT.toMinutes(), TimeUnit.MINUTES))
                    .isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Puts the entries of the first page in the place of those of another one. */
    private static void firstPage(ObjectNode page) {
        int size = page.path("items").size();
        ArrayNode items = page.putArray("items");
        for (int i = 0; i < 50 && size > 0; i++) {
            items.add(OddPlaylists.row(i));
        }
    }

    private void fault(String name, int count, Fault fault) {
        app.spotify.fault("/v1/playlists/" + id(name) + "/items", count, fault);
    }

    private static Fault page(Consumer<ObjectNode> change) {
        return Fault.json((JsonNode body) -> {
            change.accept((ObjectNode) body);
            return body;
        });
    }

    private static Fault eachRow(Consumer<ObjectNode> change) {
        return page(page -> page.path("items").forEach(row -> change.accept((ObjectNode) row)));
    }

    private static Fault text(UnaryOperator<String> change) {
        return right -> new Answer(
                right.status(), right.headers(), change.apply(right.body()), right.delivery(), right.delay());
    }

    private static void keep(ObjectNode page, int entries) {
        ArrayNode items = (ArrayNode) page.path("items");
        while (items.size() > entries) {
            items.remove(items.size() - 1);
        }
    }

    private long itemCalls(String name) {
        return app.spotify.apiCalls().stream()
                .map(Call::path)
                .filter(path -> path.equals("/v1/playlists/" + id(name) + "/items"))
                .count();
    }

    private String firstLine(String key) {
        return new String(app.lake().read(key), UTF_8).lines().findFirst().orElseThrow();
    }

    /** Returns how many entries each playlist has in the warehouse now. */
    private Map<String, Integer> rows() throws SQLException {
        var rows = new TreeMap<String, Integer>();
        for (String row : query("select playlist_id, count(*) from v_current_playlist_items group by 1")) {
            String[] cells = row.split("\\|", 2);
            rows.put(cells[0], Integer.valueOf(cells[1]));
        }
        return rows;
    }

    private List<String> query(String sql) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:duckdb:" + folder.resolve("warehouse.duckdb"))) {
            return Tables.rows(connection, sql);
        }
    }
}

package io.caravan.transform;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.caravan.model.Table;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Jackson is the oracle: what it reads is read alike, what it refuses is refused, whether values are asked for or passed over. */
class JsonReaderTest {
    private static final int DEPTH = 12;
    private static final Limits LIMITS = new Limits(1 << 30, 200, DEPTH, 1_000_000, 1 << 20);
    private static final JsonFactory JACKSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEPTH)
                    .maxStringLength(1_000_000)
                    .build())
            .build();
    private static final String[] PARTS = {
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"",
        "\\",
        "\\u00e9",
        "\\ud83d\\ude00",
        "\\ud83d",
        "\\n",
        "\\x",
        "é",
        "새",
        "😀",
        "\u0000",
        "\t",
        "\n",
        "\r\n",
        " ",
        "0",
        "-1",
        "01",
        "-",
        "1.",
        "1.5e+3",
        "2e",
        "2147483648",
        "true",
        "false",
        "null",
        "nul",
        "\"id\"",
        "\"name\":",
        "\"available_markets\":[\"AD\",\"AE\",\"A\\\\\"],",
        "\"AD\",",
        "\"A[\",",
        "\"release_date_precision\"",
        "\"a name of more than twenty-four bytes\":",
        "\"\"",
        "[]",
        "{}",
        "\"AD\"",
        "\u007f",
        "tru\\u0065"
    };

    /** From the shortest on to those that are longer than what is looked at at once. */
    private static final List<String> NAMES = List.of(
            "id",
            "name",
            "added_at",
            "duration_ms",
            "release_date_precision",
            "a_name_of_23_characters",
            "and_one_of_24_characters");

    private final Random random = new Random(20_261_121);

    /** Returns all values as text, with their kinds, or null if it is not JSON. */
    private static String byJackson(byte[] bytes) {
        StringBuilder told = new StringBuilder();
        try (JsonParser parser = JACKSON.createParser(bytes)) {
            while (parser.nextToken() != null) {
                JsonToken token = parser.currentToken();
                told.append(token.name(), 0, 7)
                        .append(token.isScalarValue() || token == JsonToken.FIELD_NAME ? parser.getText() : "");
                told.append('\n');
            }
            return told.toString();
        } catch (IOException e) {
            return null;
        }
    }

    private static String byReader(InputStream bytes) {
        StringBuilder told = new StringBuilder();
        try {
            JsonReader reader = new JsonReader(bytes, LIMITS);
            while (reader.nextRoot() != null) {
                tell(reader, told);
            }
            return told.toString();
        } catch (MalformedJsonException e) {
            return null;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void tell(JsonReader reader, StringBuilder told) throws IOException {
        told.append(reader.token().name(), 0, 7);
        switch (reader.token()) {
            case START_OBJECT -> {
                told.append('\n');
                for (String name = reader.nextField(); name != null; name = reader.nextField()) {
                    told.append("FIELD_N").append(name).append('\n');
                    tell(reader, told);
                }
                told.append("END_OBJ\n");
            }
            case START_ARRAY -> {
                told.append('\n');
                while (reader.nextElement() != JsonToken.END_ARRAY) {
                    tell(reader, told);
                }
                told.append("END_ARR\n");
            }
            default -> {
                boolean asWord = reader.tokenOffset() % 2 == 0; // both ways have to tell the same
                told.append(asWord ? reader.word() : reader.text()).append('\n');
            }
        }
    }

    private static boolean isPassed(InputStream bytes, boolean marked) {
        try {
            JsonReader reader = new JsonReader(bytes, LIMITS);
            while (reader.nextRoot() != null) {
                if (marked) {
                    reader.mark();
                }
                reader.skip();
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** A stream that gives what it has in pieces of a random size, so that the window ends anywhere. */
    private InputStream inPieces(byte[] bytes) {
        return new ByteArrayInputStream(bytes) {
            @Override
            public int read(byte[] buffer, int offset, int length) {
                return super.read(buffer, offset, Math.min(length, 1 + random.nextInt(40)));
            }
        };
    }

    private void holdsFor(byte[] bytes) {
        String expected = byJackson(bytes);
        String shown = new String(bytes, UTF_8);
        assertThat(byReader(new ByteArrayInputStream(bytes))).as(shown).isEqualTo(expected);
        assertThat(byReader(inPieces(bytes))).as("in pieces: " + shown).isEqualTo(expected);
        assertThat(isPassed(new ByteArrayInputStream(bytes), false))
                .as("passed over: " + shown)
                .isEqualTo(expected != null);
        assertThat(isPassed(inPieces(bytes), true)).as("in pieces: " + shown).isEqualTo(expected != null);
    }

    @Test
    void whatIsMadeOfPartsOfJsonIsWhatItIsForJackson() {
        int good = 0;
        for (int round = 0; round < 30_000; round++) {
            StringBuilder json = new StringBuilder("[");
            for (int part = random.nextInt(7); part >= 0; part--) {
                json.append(PARTS[random.nextInt(PARTS.length)]).append(random.nextBoolean() ? "," : "");
            }
            byte[] bytes =
                    json.append(random.nextInt(4) == 0 ? "" : "]").toString().getBytes(UTF_8);
            holdsFor(bytes);
            good += byJackson(bytes) == null ? 0 : 1;
        }
        assertThat(good).isBetween(500, 29_000);
    }

    @Test
    void whatIsRightIsReadAsJacksonReadsIt() {
        for (int round = 0; round < 3_000; round++) {
            StringBuilder json = new StringBuilder();
            value(json, 0);
            byte[] bytes = json.toString().getBytes(UTF_8);
            assertThat(byJackson(bytes)).isNotNull();
            holdsFor(bytes);
        }
    }

    private void value(StringBuilder json, int depth) {
        String space = List.of("", "", " ", "\n\t").get(random.nextInt(4));
        json.append(space);
        int kind = random.nextInt(depth < 6 ? 7 : 5);
        switch (kind) {
            case 0 -> json.append(random.nextInt());
            case 1 ->
                json.append(
                        List.of("true", "false", "null", "0.25", "-1E-7", "-0").get(random.nextInt(6)));
            case 2, 3, 4 -> text(json);
            case 5 -> {
                json.append('[');
                for (int more = random.nextInt(6); more > 0; more--) {
                    value(json, depth + 1);
                    json.append(more > 1 ? "," : "");
                }
                json.append(']');
            }
            default -> {
                json.append('{');
                for (int more = random.nextInt(6); more > 0; more--) {
                    text(json);
                    json.append(space).append(':');
                    value(json, depth + 1);
                    json.append(more > 1 ? "," : "");
                }
                json.append('}');
            }
        }
        json.append(space);
    }

    private void text(StringBuilder json) {
        json.append('"');
        if (random.nextInt(3) == 0) {
            json.append(NAMES.get(random.nextInt(NAMES.size())));
        } else {
            List<String> letters = new ArrayList<>(
                    List.of("a", "Z", "{", "]", ",", ":", "é", "새", "😀", "\\\"", "\\\\", "\\u0041", "\\ude00"));
            for (int more = random.nextInt(random.nextInt(60) + 1); more > 0; more--) {
                json.append(letters.get(random.nextInt(random.nextBoolean() ? 2 : letters.size())));
            }
        }
        json.append('"');
    }

    @Test
    void aByteThatIsWrongAnywhereIsSeenWhereJacksonSeesIt() {
        byte[] whole = ("{\"items\":[" + Transforming.entry("t1")
                        + ",{\"x\":\"é새😀\\n\",\"available_markets\":[\"AD\",\"AE\",\"AF\"],"
                        + "\"y\":[1.5e3,-2,true,null,{\"z\":{}}]}]}")
                .getBytes(UTF_8);
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = whole.clone();
            for (int times = random.nextInt(2); times >= 0; times--) {
                // Not the first four: by zeros among them Jackson finds other encodings, which are refused later.
                bytes[4 + random.nextInt(bytes.length - 4)] = (byte) random.nextInt(256);
            }
            holdsFor(bytes);
        }
    }

    @Test
    void whatEndsTooEarlyIsRefusedWhereverItEnds() {
        byte[] whole = Transforming.page(Transforming.entry("é새😀")).getBytes(UTF_8);
        for (int length = 1; length < whole.length; length++) {
            holdsFor(java.util.Arrays.copyOf(whole, length));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {DEPTH - 1, DEPTH, DEPTH + 1})
    void depthIsLimitedAsByJackson(int depth) {
        holdsFor(("[".repeat(depth) + "]".repeat(depth)).getBytes(UTF_8));
        holdsFor(("{\"a\":".repeat(depth) + "1" + "}".repeat(depth)).getBytes(UTF_8));
    }

    @ParameterizedTest
    @ValueSource(ints = {999, 1_000, 1_001, 200_000})
    void numbersAreAsLongAsForJackson(int length) {
        holdsFor(("[" + "1".repeat(length) + "]").getBytes(UTF_8));
    }

    @Test
    void valuesOfTheSameBytesAreRecalledAndLikeOnesAreNot() throws IOException {
        String first = Transforming.track("t1");
        var json = new ByteArrayOutputStream();
        for (String track : List.of(
                first,
                first,
                first.replace("\"id\":\"al-t1\"", "\"id\":\"al-t2\""),
                first,
                first.replace("AU", "AT"),
                first)) {
            json.writeBytes(("{\"items\":[{\"track\":" + track.replace("\n", "") + "}]}\n").getBytes(UTF_8));
        }
        Snapshot together = Transforming.read(Transforming.KEY, json.toByteArray());
        assertThat(Transforming.column(together, Table.ALBUM, "album_id")).containsExactly("al-t1", "al-t2");
        assertThat(together.seen()).isEqualTo(6);
        assertThat(together.rejections()).isEmpty();
    }

    @Test
    void moreNamesThanAreKeptAreReadAlike() {
        StringBuilder json = new StringBuilder("[");
        for (int round = 0; round < 2; round++) {
            json.append(round == 0 ? "{" : ",{");
            for (int name = 0; name < 2_000; name++) {
                json.append("\"")
                        .append(name * 7_919)
                        .append("\":")
                        .append(name)
                        .append(",\"id\":\"\",\"\":0,");
            }
            json.append("\"name\":null}");
        }
        byte[] bytes = json.append("]").toString().getBytes(UTF_8);
        assertThat(byReader(new ByteArrayInputStream(bytes))).isEqualTo(byJackson(bytes));
    }

    @Test
    void aValueThatDoesNotFitIsToldEachTimeItComes() {
        String bad = Transforming.entry("t1")
                .replace("\n", "")
                .replace("\"First\"", "5")
                .replace("\"Album t1\"", "6");
        Snapshot snapshot = Transforming.read(Transforming.page(bad, bad, bad));
        assertThat(snapshot.repaired()).isEqualTo(Map.of("album.name", 3L, "artists.name", 3L));
    }
}

package io.caravan.spotify;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import io.caravan.transform.Limits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What an answer has to be before it is taken: one JSON object in UTF-8 that is what was asked for, and that the transform will take as
 * well. An answer that is none may be a passing one, so it is asked for again.
 */
final class AnswerForm {
    private static final Pattern PAGE = Pattern.compile("/(items|tracks|me/playlists)(\\?|$)");
    private static final Pattern PLAYLIST = Pattern.compile("/playlists/[^/?]+(\\?|$)");
    /** What would make the transform take a page for something else. */
    private static final List<String> NO_KEYS_OF_A_PAGE =
            List.of("caravan", "id", "type", "tracks", "item", "track", "added_at", "added_by", "is_local");

    private static final Pattern WHOLE = Pattern.compile("-?\\d{1,10}");
    private static final byte[] MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};
    private static final Limits LIMITS = Limits.defaults();
    private static final int SHOWN_LENGTH = 200;
    private static final String NO_UTF8 = "no JSON: it is no UTF-8";

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(LIMITS.maxDepth())
                    .maxStringLength(LIMITS.maxStringLength())
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final String uri;
    private final byte[] answer;

    private AnswerForm(String uri, byte[] answer) {
        this.uri = uri;
        this.answer = answer;
    }

    /**
     * Returns the bytes of an answer without a byte order mark.
     *
     * @param uri path and query that were asked for
     * @throws UnreadableAnswerException when they are not what was asked for
     */
    static byte[] checked(String uri, byte[] answer) throws UnreadableAnswerException {
        boolean marked = answer.length >= MARK.length && Arrays.equals(answer, 0, MARK.length, MARK, 0, MARK.length);
        byte[] text = marked ? Arrays.copyOfRange(answer, MARK.length, answer.length) : answer;
        new AnswerForm(uri, answer).check(text);
        return text;
    }

    private void check(byte[] text) throws UnreadableAnswerException {
        JsonNode body = tree(text);
        if (!body.isObject()) {
            throw unfit("JSON that is no object");
        }
        boolean page = PAGE.matcher(uri).find();
        boolean playlist = !page && PLAYLIST.matcher(uri).find();
        if (body.hasNonNull("error") && !body.path("items").isArray() && !body.has("id")) {
            throw unfit("an error in place of what was asked for: " + shown(body.get("error")));
        }
        if (page) {
            checkPage(body);
        }
        if (playlist && !body.path("id").isTextual()) {
            throw unfit("no playlist: it has no id");
        }
        if (page || playlist) {
            checkNumbers(body);
            checkNumbers(body.path("items"));
            checkNumbers(body.path("tracks"));
            checkSizes(text);
        }
    }

    private JsonNode tree(byte[] text) throws UnreadableAnswerException {
        checkText(text);
        try (JsonParser parser = JSON.createParser(text)) {
            JsonNode body = AnswerTree.read(parser);
            if (body.isMissingNode()) {
                throw unfit("nothing in it");
            }
            if (parser.nextToken() != null) {
                throw unfit("no JSON: there is more than one value");
            }
            return body;
        } catch (UnreadableAnswerException e) {
            throw e;
        } catch (StreamConstraintsException e) {
            throw unfit("JSON beyond a limit: " + LIMITS.maxDepth() + " levels, and " + LIMITS.maxStringLength()
                    + " characters of one text");
        } catch (JsonProcessingException e) {
            // Without its message, which tells of the parser.
            throw unfit(
                    e.getOriginalMessage().startsWith("Duplicate field")
                            ? "no JSON: there is a field twice in one object"
                            : "no JSON: it breaks at byte " + e.getLocation().getByteOffset());
        } catch (IOException e) {
            throw new UncheckedIOException("Bytes in memory are read", e);
        }
    }

    private void checkText(byte[] text) throws UnreadableAnswerException {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text));
        } catch (CharacterCodingException e) {
            throw unfit(NO_UTF8);
        }
        for (byte each : text) {
            // Each second byte of UTF-16; the parser would notice and read on, and nobody after it would.
            if (each == 0) {
                throw unfit(NO_UTF8);
            }
        }
    }

    private void checkPage(JsonNode page) throws UnreadableAnswerException {
        JsonNode items = page.path("items");
        if (!items.isArray()) {
            throw unfit("no items: they are "
                    + (items.isMissingNode() ? "not there" : items.isNull() ? "null" : "no list"));
        }
        for (String key : NO_KEYS_OF_A_PAGE) {
            if (page.has(key)) {
                throw unfit("no page: it has a field " + key);
            }
        }
    }

    private void checkNumbers(JsonNode page) throws UnreadableAnswerException {
        for (String key : List.of("offset", "total")) {
            try {
                Integer number = whole(page.path(key));
                if (number != null && number < 0 && key.equals("offset")) {
                    throw unfit("a field " + key + " below 0");
                }
            } catch (NumberFormatException e) {
                throw unfit("a field " + key + " that is no whole number");
            }
        }
    }

    /** Only an answer that is far larger than any page has to be measured in parts. */
    private void checkSizes(byte[] text) throws UnreadableAnswerException {
        if (text.length <= LIMITS.maxEntryBytes()) {
            return;
        }
        try (JsonParser parser = JSON.createParser(text)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean items = parser.currentName().equals("items");
                if (parser.nextToken() == JsonToken.START_ARRAY && items) {
                    while (parser.nextToken() != JsonToken.END_ARRAY) {
                        checkSize(parser);
                    }
                } else {
                    checkSize(parser);
                }
            }
        } catch (UnreadableAnswerException e) {
            throw e;
        } catch (IOException e) {
            throw new UncheckedIOException("What was read once is read again", e);
        }
    }

    private void checkSize(JsonParser parser) throws IOException {
        long begin = parser.currentTokenLocation().getByteOffset();
        parser.skipChildren();
        parser.finishToken();
        if (parser.currentLocation().getByteOffset() - begin > LIMITS.maxEntryBytes()) {
            throw unfit("a value of more than " + LIMITS.maxEntryBytes() + " bytes");
        }
    }

    /**
     * Returns a whole number of 32 bits, which may be written as 50, 50.0 or "50"; null where there is none.
     *
     * @throws NumberFormatException where something else stands there
     */
    static Integer whole(JsonNode value) {
        if (isAbsent(value)) {
            return null;
        }
        if (!value.isNumber() && !WHOLE.matcher(value.asText()).matches()) {
            throw new NumberFormatException();
        }
        try {
            return new BigDecimal(value.asText()).intValueExact();
        } catch (ArithmeticException e) {
            throw new NumberFormatException();
        }
    }

    private static boolean isAbsent(JsonNode value) {
        return value.isNull() || value.isMissingNode();
    }

    private static String shown(JsonNode value) {
        String text = value.toString();
        return text.substring(0, Math.min(SHOWN_LENGTH, text.length()));
    }

    private UnreadableAnswerException unfit(String problem) {
        return new UnreadableAnswerException("Spotify answered " + uri + " with 200 and " + problem, answer);
    }
}

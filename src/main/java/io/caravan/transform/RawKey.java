package io.caravan.transform;

import io.caravan.text.Hex;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a raw object's key tells about it: all that a page without its own facts leaves us. */
final class RawKey {
    private static final Pattern EXTENSION =
            Pattern.compile("(\\.(json|jsonl|ndjson))?(\\.gz)?$", Pattern.CASE_INSENSITIVE);
    private static final Pattern PLAYLIST_ID = Pattern.compile(WrittenTimes.PLAYLIST_ID);
    private static final Pattern DAY = Pattern.compile("\\d{1,2}");

    /** Where raw objects wait: folders above it are the lake's own. */
    private static final String INBOX = "raw_data/to_processed/";

    private static final int SLUG_LENGTH = 60;
    private static final int HASH_LENGTH = 8;
    private static final Pattern PLAIN_PATH = Pattern.compile("[A-Za-z0-9 _./()\\[\\]-]*");

    private final String key;
    private final String name;
    private final String folders;
    private final WrittenTimes times;

    RawKey(String key, DayFirst dayFirst) {
        this.key = key;
        this.name = key.substring(key.lastIndexOf('/') + 1);
        this.folders = folders(key);
        this.times = new WrittenTimes(dayFirst);
    }

    /** Returns the name in {@code [a-z0-9-]}, at most 60 characters, never empty. */
    String slug() {
        return slug(stem());
    }

    /** Returns the same of what does not change from day to day: of folders and name without the time. */
    String slugWithoutTime() {
        String name = withoutTime(plain(stem()));
        name = ofFolders().isPresent() ? WrittenTimes.withoutClock(name) : name;
        String path = withoutTime(folders) + "/" + name;
        String slug = slug(path);
        // What the slug cannot tell apart, such as names in other scripts, a hash does.
        String lost = Hex.of(Hex.sha256().digest(path.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8)))
                .substring(0, HASH_LENGTH);
        boolean isWhole = PLAIN_PATH.matcher(path).matches() && slug.length() < SLUG_LENGTH;
        return isWhole ? slug : slug.substring(0, Math.min(slug.length(), SLUG_LENGTH - HASH_LENGTH - 1)) + "-" + lost;
    }

    /** Returns the same of a slug that was made of a name. */
    static String slugWithoutTime(String slug) {
        return slug(withoutTime(slug));
    }

    private static String withoutTime(String text) {
        String rest = text;
        for (WrittenTime time : new WrittenTimes(DayFirst.NO).in(text)) {
            rest = rest.replace(time.text(), "");
        }
        return rest;
    }

    private static String slug(String text) {
        String slug =
                text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceFirst("^-", "");
        slug = slug.substring(0, Math.min(slug.length(), SLUG_LENGTH)).replaceFirst("-$", "");
        return slug.isEmpty() ? "object" : slug;
    }

    /** Returns the first text that looks like the id of a playlist, in the name, else in the innermost folder that has one. */
    Optional<String> playlistId() {
        return Stream.concat(Stream.of(name), folderNames().stream())
                .map(PLAYLIST_ID::matcher)
                .filter(Matcher::find)
                .map(Matcher::group)
                .findFirst();
    }

    /** Returns the name, and with the folders in which it lies below the inbox. */
    List<String> names() {
        return key.startsWith(INBOX) ? List.of(name, key.substring(INBOX.length())) : List.of(name);
    }

    /** Returns the folders below the inbox, the innermost first. */
    private List<String> folderNames() {
        List<String> names = new ArrayList<>(List.of(folders.split("/")));
        Collections.reverse(names);
        return names;
    }

    /**
     * Returns when its content was read. The name wins if it holds a whole date, then the innermost folder; of one day, the folders
     * tell what the name does not, and a time of day alone in the name is one of their day.
     *
     * @throws UnreadableSnapshotException if day and month can be told apart in two ways
     */
    Optional<Instant> time() {
        Optional<WrittenTime> ofFolders = ofFolders();
        Optional<WrittenTime> ofName = times.in(plain(name)).stream().findFirst();
        Optional<WrittenTime> time = ofName.isPresent()
                ? ofName.map(written -> ofFolders.map(written::completedBy).orElse(written))
                : ofFolders.map(
                        day -> WrittenTimes.clockIn(plain(stem())).map(day::at).orElse(day));
        time.filter(WrittenTime::isAmbiguous).ifPresent(written -> {
            throw UnreadableSnapshotException.ambiguousDate(key, written);
        });
        return time.map(WrittenTime::instant);
    }

    private Optional<WrittenTime> ofFolders() {
        List<WrittenTime> found = times.in(folders);
        if (found.isEmpty() && DAY.matcher(stem()).matches()) {
            found = times.in(folders + stem()); // 2024/02/02.json
        }
        return found.isEmpty() ? Optional.empty() : Optional.of(found.get(found.size() - 1));
    }

    /** Returns the folders below the inbox, without what partitions are called: year=2024/month=2/ is 2024/02/. */
    private static String folders(String key) {
        String folders = key.startsWith(INBOX) ? key.substring(INBOX.length(), key.lastIndexOf('/') + 1) : "";
        return plain(folders).replaceAll("(?<=^|/)[^/=]+=(\\d)(?=/)", "0$1").replaceAll("(?<=^|/)[^/=]+=", "");
    }

    /** Undoes what makes signs of a time fit for URLs and partitions. */
    private static String plain(String text) {
        return text.replace("%3A", ":").replace("%2B", "+");
    }

    private String stem() {
        return EXTENSION.matcher(name).replaceFirst("");
    }
}

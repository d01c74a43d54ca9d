package io.caravan.lake;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The inbox of raw objects, with what lies in folders below it.
 *
 * @param waiting what is or will be taken, in the order of the keys
 * @param left how many objects are left where they are, as other programs leave them too: marks and hidden and half-written files
 */
public record RawInbox(List<LakeObject> waiting, long left) {

    private static final Pattern HALF_WRITTEN =
            Pattern.compile("(?s).*(?:\\.(?:tmp|part|partial|filepart|crdownload|swp)|~)");
    /** The way to the folder above is none: {@link InboxKey} refuses it. */
    private static final Pattern HIDDEN = Pattern.compile("\\.[^.].*|\\.\\..+");

    /** Looks into it. */
    public static RawInbox of(Lake lake) {
        var byWhetherLeft =
                lake.listDeep(Prefixes.RAW_INBOX).collect(Collectors.partitioningBy(object -> isLeft(object.key())));
        return new RawInbox(byWhetherLeft.get(false), byWhetherLeft.get(true).size());
    }

    /**
     * Returns whether an object is none that is taken: {@code _SUCCESS}, {@code _temporary/…}, {@code .DS_Store}, {@code x.json.tmp}, {@code x.json.part}.
     *
     * @param key its key in the lake
     */
    public static boolean isLeft(String key) {
        String path = key.startsWith(Prefixes.RAW_INBOX) ? key.substring(Prefixes.RAW_INBOX.length()) : key;
        return HALF_WRITTEN.matcher(path.toLowerCase(Locale.ROOT)).matches()
                || Stream.of(path.split("/", -1))
                        .anyMatch(name ->
                                name.startsWith("_") || HIDDEN.matcher(name).matches());
    }
}

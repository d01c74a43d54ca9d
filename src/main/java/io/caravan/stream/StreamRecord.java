package io.caravan.stream;

import java.util.regex.Pattern;
import org.apache.avro.generic.GenericRecord;

/**
 * A record as it was read.
 *
 * @param type what it is
 * @param fields its fields, by the schema of that type
 */
record StreamRecord(RecordType type, GenericRecord fields) {
    private static final Pattern PUBLICATION = Pattern.compile("[A-Za-z0-9-]{1,64}");

    /** Returns whether a text can name a publication. */
    static boolean isPublication(String text) {
        return PUBLICATION.matcher(text).matches();
    }

    /** Returns the publication of which it is a part. */
    String publication() {
        return fields.get("publication").toString();
    }
}

package io.caravan.stream;

import org.apache.avro.generic.GenericRecord;

/**
 * A record as it was read.
 *
 * @param type what it is
 * @param fields its fields, by the schema of that type
 */
record StreamRecord(RecordType type, GenericRecord fields) {
    /** Returns the publication of which it is a part. */
    String publication() {
        return fields.get("publication").toString();
    }
}

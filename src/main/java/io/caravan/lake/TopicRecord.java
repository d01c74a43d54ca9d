package io.caravan.lake;

/**
 * A record of a topic that cannot be landed or merged.
 *
 * @param topic its name
 * @param partition from 0 on
 * @param offset its place in the partition
 * @param value what is kept of it
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, and never compared
public record TopicRecord(String topic, int partition, long offset, byte[] value) {
    /** Returns its place as reports and summaries name it: topic, partition and offset. */
    public String object() {
        return topic + "/" + partition + "/" + offset;
    }
}

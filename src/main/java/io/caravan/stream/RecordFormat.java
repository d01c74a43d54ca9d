package io.caravan.stream;

import io.caravan.failure.ConfigurationException;
import org.apache.avro.generic.GenericRecord;

/** How a record becomes the value of a Kafka message, and comes back from it. */
interface RecordFormat {
    /** Returns the media type of its values, which is a header of each message. */
    String mediaType();

    /** Returns the value of a message. */
    byte[] write(RecordType type, GenericRecord record);

    /**
     * Reads the value of a message.
     *
     * @throws UnreadableRecordException when it is no record of ours
     */
    StreamRecord read(byte[] value);

    /**
     * Returns the format of a name.
     *
     * @param name value of {@code stream.format}
     * @param schemas the schemas of Avro's records
     */
    static RecordFormat of(String name, SchemaIds schemas) {
        return switch (name) {
            case "avro" -> new AvroFormat(schemas);
            case "json" -> new JsonFormat();
            default -> throw new ConfigurationException("stream.format is avro or json, not " + name);
        };
    }
}

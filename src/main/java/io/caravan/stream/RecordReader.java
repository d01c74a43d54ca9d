package io.caravan.stream;

/** Reads values in whichever form they were published. */
final class RecordReader {
    private final RecordFormat avro;
    private final RecordFormat json = new JsonFormat();

    RecordReader(SchemaIds schemas) {
        avro = new AvroFormat(schemas);
    }

    /**
     * Reads a value.
     *
     * @throws UnreadableRecordException when it is no record of ours
     */
    StreamRecord read(byte[] value) {
        if (value.length == 0) {
            throw new UnreadableRecordException("has no value, which on a topic of ours nobody writes");
        }
        StreamRecord record = value[0] == '{' ? json.read(value) : avro.read(value);
        if (!StreamRecord.isPublication(record.publication())) {
            throw new UnreadableRecordException("names a publication that is none of Caravan's");
        }
        return record;
    }
}

package io.caravan.stream;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;

/** Avro's binary form behind Confluent's five bytes: a zero, and the number of the schema at the registry. */
final class AvroFormat implements RecordFormat {
    static final String MEDIA_TYPE = "application/vnd.confluent.avro";

    private static final int HEAD = 5;

    /** No text of ours comes near; without a limit a length that is none would be taken for so much memory. */
    private static final String LONGEST = String.valueOf(16 << 20);

    private final SchemaIds schemas;
    private final GenericData data = new GenericData();
    private final Map<RecordType, GenericDatumWriter<GenericRecord>> writers = new EnumMap<>(RecordType.class);
    /** By the schema's number; one that is not known yet is asked for again. */
    private final Map<Integer, Written> readers = new ConcurrentHashMap<>();

    private BinaryEncoder encoder;
    private BinaryDecoder decoder;

    private record Written(RecordType type, GenericDatumReader<GenericRecord> reader, List<Incompatibility> problems) {}

    AvroFormat(SchemaIds schemas) {
        this.schemas = schemas;
        // Read by Avro when it reads its first value.
        for (String limit : Arrays.asList("string.maxLength", "bytes.maxLength", "collectionItems.maxLength")) {
            String key = "org.apache.avro.limits." + limit;
            System.setProperty(key, System.getProperty(key, LONGEST));
        }
        data.setFastReaderEnabled(true);
        for (RecordType type : RecordType.values()) {
            writers.put(type, new GenericDatumWriter<>(type.schema(), data));
        }
    }

    @Override
    public String mediaType() {
        return MEDIA_TYPE;
    }

    @Override
    public byte[] write(RecordType type, GenericRecord record) {
        var bytes = new ByteArrayOutputStream(512);
        bytes.writeBytes(ByteBuffer.allocate(HEAD)
                .put((byte) 0)
                .putInt(schemas.idOf(type))
                .array());
        try {
            encoder = EncoderFactory.get().binaryEncoder(bytes, encoder);
            writers.get(type).write(record, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("Memory takes all bytes", e);
        }
        return bytes.toByteArray();
    }

    @Override
    public StreamRecord read(byte[] value) {
        if (value.length <= HEAD || value[0] != 0) {
            throw new UnreadableRecordException(
                    "is neither JSON, which begins with {, nor Avro behind a zero and the number of its schema");
        }
        int id = ByteBuffer.wrap(value, 1, Integer.BYTES).getInt();
        Written written = id < 0 ? null : readers.computeIfAbsent(id, this::reader);
        if (written == null && !schemas.isThere()) {
            throw new UnreadableRecordException(
                    "names the schema %d of a registry, and stream.registry-url has no value".formatted(id));
        }
        if (written == null) {
            throw new UnreadableRecordException(
                    "names the schema %d, which the registry does not have or which is of no record of Caravan's"
                            .formatted(id));
        }
        if (!written.problems().isEmpty()) {
            throw new UnreadableRecordException("names the schema %d, which is none of ours: %s"
                    .formatted(id, written.problems().get(0)));
        }
        try {
            decoder = DecoderFactory.get().binaryDecoder(value, HEAD, value.length - HEAD, decoder);
            GenericRecord record = written.reader().read(null, decoder);
            if (!decoder.isEnd()) {
                throw new UnreadableRecordException("holds more than its schema %d tells".formatted(id));
            }
            return new StreamRecord(written.type(), record);
        } catch (IOException | AvroRuntimeException | IndexOutOfBoundsException | UnsupportedOperationException e) {
            throw new UnreadableRecordException("does not hold what its schema %d tells".formatted(id), e);
        }
    }

    private Written reader(int id) {
        Schema written = schemas.byId(id);
        return written == null
                ? null
                : Arrays.stream(RecordType.values())
                        .filter(type -> type.schema().getFullName().equals(written.getFullName()))
                        .findFirst()
                        .map(type -> new Written(
                                type,
                                new GenericDatumReader<>(written, withStrings(type), data),
                                Compatibility.between(written, type.schema())))
                        .orElse(null);
    }

    /** Texts come as Java's own. */
    private static Schema withStrings(RecordType type) {
        String schema = type.schema()
                .toString()
                .replace("\"type\":\"string\"", "\"type\":{\"type\":\"string\",\"avro.java.string\":\"String\"}")
                .replace("[\"null\",\"string\"]", "[\"null\",{\"type\":\"string\",\"avro.java.string\":\"String\"}]");
        return new Schema.Parser().parse(schema);
    }
}

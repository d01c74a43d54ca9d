package io.caravan.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;

class AvroFormatTest {
    private final Map<Integer, Schema> registered = new HashMap<>();
    private final AvroFormat format = new AvroFormat(new SchemaIds() {
        @Override
        public int idOf(RecordType type) {
            return 258;
        }

        @Override
        public Schema byId(int id) {
            return registered.get(id);
        }

        @Override
        public boolean isThere() {
            return true;
        }
    });

    private static GenericRecord rest(Schema schema) {
        return new GenericRecordBuilder(schema)
                .set("publication", "p")
                .set("snapshot", "s")
                .set("extracted_at", 1L)
                .build();
    }

    private static Schema other(String was, String is) {
        return new Schema.Parser().parse(RecordType.REST.schema().toString().replace(was, is));
    }

    private static byte[] written(Schema schema, int id) throws IOException {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(new byte[] {0, 0, 0, 0, (byte) id});
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        new GenericDatumWriter<GenericRecord>(schema).write(rest(schema), encoder);
        encoder.flush();
        return bytes.toByteArray();
    }

    /** A text is its length, doubled, and its bytes; an empty list is a zero; what comes of the five bytes is Confluent's. */
    @Test
    void aValueIsAZeroTheNumberOfTheSchemaAndAvro() {
        assertThat(HexFormat.ofDelimiter(" ").formatHex(format.write(RecordType.REST, rest(RecordType.REST.schema()))))
                .isEqualTo("00 00 00 01 02 02 70 02 73 02 00 00 00 00");
    }

    @Test
    void aSchemaThatIsKnownOnlyLaterIsAskedForAgain() throws IOException {
        byte[] value = written(RecordType.REST.schema(), 7);
        assertThatThrownBy(() -> format.read(value))
                .isInstanceOf(UnreadableRecordException.class)
                .hasMessageStartingWith("names the schema 7, which the registry does not have");

        registered.put(7, RecordType.REST.schema());

        assertThat(format.read(value).publication()).isEqualTo("p");
    }

    /** A registry passes such a schema, and any under another subject. */
    @Test
    void aRecordWhoseValuesWouldBeReadAsOthersIsNone() throws IOException {
        Schema micros = other("timestamp-millis", "timestamp-micros");
        registered.put(7, micros);

        assertThatThrownBy(() -> format.read(written(micros, 7)))
                .isInstanceOf(UnreadableRecordException.class)
                .hasMessageStartingWith(
                        "names the schema 7, which is none of ours: Rest.extracted_at was long (timestamp-micros)"
                                + " and is long (timestamp-millis)");
    }

    @Test
    void aRecordOfALaterVersionIsReadWithoutWhatIsNewInIt() throws IOException {
        Schema later = other(
                "{\"name\":\"snapshot\"",
                "{\"name\":\"more\",\"type\":[\"null\",\"long\"],\"default\":null},{\"name\":\"snapshot\"");
        registered.put(7, later);

        assertThat(format.read(written(later, 7)).fields().get("extracted_at")).isEqualTo(1L);
    }

    @Test
    void aRecordOfAnotherNameIsNone() throws IOException {
        Schema other = other("\"name\":\"Rest\"", "\"name\":\"Sleep\"");
        registered.put(7, other);

        assertThatThrownBy(() -> format.read(written(other, 7)))
                .isInstanceOf(UnreadableRecordException.class)
                .hasMessageContaining("of no record of Caravan's");
    }
}

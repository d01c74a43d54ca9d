package io.caravan.stream;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.caravan.text.Timestamps;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.avro.LogicalType;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;

/**
 * The same fields as a JSON object, of which the first, {@code record}, names the type; dates and times as ISO 8601 has them. It needs no
 * registry, and takes some three times as many bytes.
 */
final class JsonFormat implements RecordFormat {
    private static final String TYPE = "record";

    private final ObjectMapper json = new ObjectMapper();

    @Override
    public String mediaType() {
        return "application/json";
    }

    @Override
    public byte[] write(RecordType type, GenericRecord record) {
        var bytes = new ByteArrayOutputStream(1024);
        try (JsonGenerator out = json.createGenerator(bytes)) {
            out.writeStartObject();
            out.writeStringField(TYPE, name(type));
            writeFields(out, record);
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("Memory takes all bytes", e);
        }
        return bytes.toByteArray();
    }

    private static String name(RecordType type) {
        return type.name().toLowerCase(Locale.ROOT);
    }

    private static void writeFields(JsonGenerator out, GenericRecord record) throws IOException {
        for (Schema.Field field : record.getSchema().getFields()) {
            out.writeFieldName(field.name());
            write(out, field.schema(), record.get(field.pos()));
        }
    }

    private static void write(JsonGenerator out, Schema schema, Object value) throws IOException {
        if (value == null) {
            out.writeNull();
            return;
        }
        Schema type = told(schema);
        switch (type.getType()) {
            case RECORD -> {
                out.writeStartObject();
                writeFields(out, (GenericRecord) value);
                out.writeEndObject();
            }
            case ARRAY -> {
                out.writeStartArray();
                for (Object element : (Iterable<?>) value) {
                    write(out, type.getElementType(), element);
                }
                out.writeEndArray();
            }
            case MAP -> {
                out.writeStartObject();
                for (Map.Entry<?, ?> entry : ((Map<?, ?>) value).entrySet()) {
                    out.writeFieldName(entry.getKey().toString());
                    write(out, type.getValueType(), entry.getValue());
                }
                out.writeEndObject();
            }
            case BOOLEAN -> out.writeBoolean((boolean) value);
            case INT, LONG -> writeNumber(out, type.getLogicalType(), (Number) value);
            default -> out.writeString(value.toString());
        }
    }

    private static void writeNumber(JsonGenerator out, LogicalType logical, Number value) throws IOException {
        if (logical == null) {
            out.writeNumber(value.longValue());
        } else if (logical.getName().equals("date")) {
            out.writeString(LocalDate.ofEpochDay(value.longValue()).toString());
        } else {
            out.writeString(Timestamps.iso(Instant.ofEpochMilli(value.longValue())));
        }
    }

    /** Returns what a union is where it is not null. */
    private static Schema told(Schema schema) {
        return schema.isUnion() ? schema.getTypes().get(1) : schema;
    }

    @Override
    public StreamRecord read(byte[] value) {
        JsonNode object;
        try {
            object = json.readTree(value);
        } catch (IOException e) {
            throw new UnreadableRecordException("is no JSON", e); // Or no text: memory gives all bytes.
        }
        for (RecordType type : RecordType.values()) {
            if (object.isObject() && object.path(TYPE).asText().equals(name(type))) {
                return new StreamRecord(type, (GenericRecord) field(type.schema(), object, TYPE));
            }
        }
        throw new UnreadableRecordException("is no JSON object whose field record is entry, rest or end");
    }

    private static GenericRecord record(Schema schema, JsonNode object, String name) {
        if (!object.isObject()) {
            throw unfit(name);
        }
        var record = new GenericData.Record(schema);
        for (Schema.Field field : schema.getFields()) {
            JsonNode value = object.get(field.name());
            boolean isLeftOut = value == null && field.hasDefaultValue();
            record.put(
                    field.pos(),
                    isLeftOut ? GenericData.get().getDefaultValue(field) : field(field.schema(), value, field.name()));
        }
        return record;
    }

    private static Object field(Schema schema, JsonNode value, String name) {
        if (value == null || value.isNull()) {
            if (!schema.isNullable()) {
                throw unfit(name);
            }
            return null;
        }
        Schema type = told(schema);
        return switch (type.getType()) {
            case RECORD -> record(type, value, name);
            case ARRAY -> array(type.getElementType(), value, name);
            case MAP -> map(type.getValueType(), value, name);
            case BOOLEAN -> {
                if (!value.isBoolean()) {
                    throw unfit(name);
                }
                yield value.booleanValue();
            }
            case INT, LONG -> number(type, value, name);
            default -> {
                if (!value.isTextual()) {
                    throw unfit(name);
                }
                yield value.textValue();
            }
        };
    }

    private static Object number(Schema type, JsonNode value, String name) {
        boolean isLong = type.getType() == Schema.Type.LONG;
        if (type.getLogicalType() != null) {
            try {
                return isLong
                        ? (Object) Instant.parse(value.asText()).toEpochMilli()
                        : (Object)
                                Math.toIntExact(LocalDate.parse(value.asText()).toEpochDay());
            } catch (DateTimeException | ArithmeticException e) {
                throw unfit(name);
            }
        }
        if (!(isLong ? value.canConvertToLong() : value.canConvertToInt()) || !value.isIntegralNumber()) {
            throw unfit(name);
        }
        return isLong ? (Object) value.longValue() : (Object) value.intValue();
    }

    private static List<Object> array(Schema element, JsonNode value, String name) {
        if (!value.isArray()) {
            throw unfit(name);
        }
        var array = new ArrayList<Object>();
        value.forEach(each -> array.add(field(element, each, name)));
        return array;
    }

    private static Map<String, Object> map(Schema of, JsonNode value, String name) {
        if (!value.isObject()) {
            throw unfit(name);
        }
        var map = new HashMap<String, Object>();
        for (Iterator<String> names = value.fieldNames(); names.hasNext(); ) {
            String key = names.next();
            map.put(key, field(of, value.get(key), name));
        }
        return map;
    }

    private static UnreadableRecordException unfit(String name) {
        return new UnreadableRecordException("does not hold in its field " + name + " what stands there");
    }
}

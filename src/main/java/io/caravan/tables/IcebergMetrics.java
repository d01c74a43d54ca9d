package io.caravan.tables;

import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.iceberg.Metrics;
import org.apache.iceberg.Schema;
import org.apache.iceberg.expressions.Literal;
import org.apache.iceberg.types.Conversions;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types.NestedField;
import org.apache.iceberg.util.UnicodeUtil;

/**
 * What DuckDB tells of the columns of a file, in Iceberg's words: without it readers leave out whole days only, and no file for its
 * values.
 */
final class IcebergMetrics {
    /** As many characters as Iceberg's own writers keep of a text. */
    private static final int LONGEST_BOUND = 16;

    private static final DateTimeFormatter TIMESTAMP = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .toFormatter(Locale.ROOT);

    private final Map<Integer, Long> sizes = new HashMap<>();
    private final Map<Integer, Long> values = new HashMap<>();
    private final Map<Integer, Long> nulls = new HashMap<>();
    private final Map<Integer, ByteBuffer> lower = new HashMap<>();
    private final Map<Integer, ByteBuffer> upper = new HashMap<>();

    private IcebergMetrics() {}

    static Metrics of(ParquetFile file, Schema schema) {
        var metrics = new IcebergMetrics();
        file.statistics().forEach((id, facts) -> metrics.add(schema.findField(id), facts, file.rows()));
        return new Metrics(
                file.rows(), metrics.sizes, metrics.values, metrics.nulls, Map.of(), metrics.lower, metrics.upper);
    }

    private void add(NestedField field, Map<String, String> facts, long rows) {
        int id = field.fieldId();
        values.put(id, rows);
        put(sizes, id, facts.get("column_size_bytes"));
        put(nulls, id, facts.get("null_count"));
        String min = facts.get("min");
        String max = facts.get("max");
        if (min == null || max == null) {
            return;
        }
        if (field.type().typeId() == Type.TypeID.STRING) {
            addText(field, min, max, facts);
        } else {
            lower.put(id, Conversions.toByteBuffer(field.type(), value(field.type(), min)));
            upper.put(id, Conversions.toByteBuffer(field.type(), value(field.type(), max)));
        }
    }

    /** A lower bound may be cut anywhere; an upper one that DuckDB has cut is none. */
    private void addText(NestedField field, String min, String max, Map<String, String> facts) {
        lower.put(
                field.fieldId(),
                UnicodeUtil.truncateStringMin(Literal.of(min), LONGEST_BOUND).toByteBuffer());
        Literal<CharSequence> above = "false".equals(facts.get("max_is_exact"))
                ? null
                : UnicodeUtil.truncateStringMax(Literal.of(max), LONGEST_BOUND);
        if (above != null) {
            upper.put(field.fieldId(), above.toByteBuffer());
        }
    }

    private static void put(Map<Integer, Long> counts, int id, String text) {
        if (text != null) {
            counts.put(id, Long.parseLong(text));
        }
    }

    private static Object value(Type type, String text) {
        return switch (type.typeId()) {
            case INTEGER -> Integer.parseInt(text);
            case LONG -> Long.parseLong(text);
            case BOOLEAN -> Boolean.parseBoolean(text);
            case DATE -> (int) LocalDate.parse(text).toEpochDay();
            case TIMESTAMP -> micros(text);
            default -> throw new IllegalArgumentException("No lake table has a column of " + type);
        };
    }

    private static long micros(String text) {
        return ChronoUnit.MICROS.between(
                LocalDateTime.ofEpochSecond(0, 0, ZoneOffset.UTC), LocalDateTime.parse(text, TIMESTAMP));
    }
}

package io.caravan.tables;

import io.caravan.failure.ConfigurationException;
import io.caravan.model.ColumnType;
import java.util.List;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;

/** Columns as Iceberg names them. None is required: what must not be null, the transform has seen to. */
final class IcebergSchemas {
    private IcebergSchemas() {}

    static Schema schema(List<LakeColumn> columns) {
        return new Schema(columns.stream()
                .map(column -> NestedField.optional(column.fieldId(), column.name(), type(column.type())))
                .toList());
    }

    static PartitionSpec byDay(Schema schema, String column) {
        return PartitionSpec.builderFor(schema).day(column, "day").build();
    }

    /**
     * Returns the columns of a schema.
     *
     * @throws ConfigurationException when one has a type that Caravan never gave it
     */
    static List<LakeColumn> columns(String table, Schema schema) {
        return schema.columns().stream()
                .map(field -> new LakeColumn(field.fieldId(), field.name(), columnType(table, field)))
                .toList();
    }

    private static Type type(ColumnType type) {
        return switch (type) {
            case TEXT -> Types.StringType.get();
            case INT -> Types.IntegerType.get();
            case LONG -> Types.LongType.get();
            case BOOLEAN -> Types.BooleanType.get();
            case DATE -> Types.DateType.get();
            case TIMESTAMP -> Types.TimestampType.withoutZone();
        };
    }

    private static ColumnType columnType(String table, NestedField field) {
        for (ColumnType type : ColumnType.values()) {
            if (type(type).equals(field.type())) {
                return type;
            }
        }
        throw new ConfigurationException("The column " + field.name() + " of the lake table " + table
                + " is of the type "
                + field.type() + ", which no version of Caravan up to this one writes; use the later one that made it,"
                + " or set tables.namespace to one of its own");
    }
}

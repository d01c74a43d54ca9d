package io.caravan.stream;

import org.apache.avro.Schema;

public final class NoSchemas implements SchemaIds {
    @Override
    public int idOf(RecordType type) {
        return type.ordinal() + 1;
    }

    @Override
    public Schema byId(int id) {
        return id < 1 || id > 3 ? null : RecordType.values()[id - 1].schema();
    }
}

package io.caravan.stream;

import org.apache.avro.Schema;

/** The numbers by which records name the schemas that they were written with. */
public interface SchemaIds {
    /**
     * Returns the number of the schema that this application writes.
     *
     * @throws io.caravan.UnavailableException when the registry does not answer
     * @throws io.caravan.ConfigurationException when readers of what stands there could not read it, or would read other values
     */
    int idOf(RecordType type);

    /**
     * Returns the schema of a number; null where there is none.
     *
     * @throws io.caravan.UnavailableException when the registry does not answer
     */
    Schema byId(int id);
}

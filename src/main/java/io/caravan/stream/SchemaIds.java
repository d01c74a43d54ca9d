package io.caravan.stream;

import org.apache.avro.Schema;

/** The numbers by which records name the schemas that they were written with. */
public interface SchemaIds {
    /**
     * Returns the number of the schema that this application writes.
     *
     * @throws io.caravan.failure.UnavailableException when the registry does not answer
     * @throws io.caravan.failure.ConfigurationException when the registry refuses, or records of what stands there would be read as other values
     */
    int idOf(RecordType type);

    /**
     * Returns the schema of a number; null where there is none, or none of Avro's that stands by itself, or no registry.
     *
     * @throws io.caravan.failure.UnavailableException when the registry does not answer
     * @throws io.caravan.failure.ConfigurationException when it refuses
     */
    Schema byId(int id);

    /** Returns whether there is a registry: without one nobody knows any number. */
    boolean isThere();
}

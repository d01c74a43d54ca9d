package io.caravan.tables;

import java.util.List;
import java.util.Optional;

/** Where the lake's tables are listed. */
public interface TableCatalogue extends AutoCloseable {
    /**
     * Opens a table as it is now, made where it is not there, and with the columns that this application knows.
     *
     * @throws io.caravan.failure.UnavailableException when the catalogue or the lake does not answer
     */
    CatalogueTable open(LakeTable table);

    /**
     * Returns what care does to the tables that are there, as they are now; nothing where they are not Iceberg's.
     *
     * @throws io.caravan.failure.UnavailableException when the catalogue or the lake does not answer
     */
    default Optional<List<IcebergUpkeep>> upkeep() {
        return Optional.empty();
    }

    @Override
    void close();
}

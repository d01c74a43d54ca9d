package io.caravan.tables;

/** Where the lake's tables are listed. */
interface TableCatalogue extends AutoCloseable {
    /**
     * Opens a table as it is now, made where it is not there, and with the columns that this application knows.
     *
     * @throws io.caravan.UnavailableException when the catalogue or the lake does not answer
     */
    CatalogueTable open(LakeTable table);

    @Override
    void close();
}

package io.caravan.tables;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A catalogue that is opened when it is first asked for something: one that is away stops commits, and nothing else. */
final class CatalogueOnDemand implements TableCatalogue {
    private final Supplier<TableCatalogue> opening;
    private TableCatalogue opened;

    CatalogueOnDemand(Supplier<TableCatalogue> opening) {
        this.opening = opening;
    }

    private synchronized TableCatalogue opened() {
        if (opened == null) {
            opened = opening.get();
        }
        return opened;
    }

    @Override
    public CatalogueTable open(LakeTable table) {
        return opened().open(table);
    }

    @Override
    public Optional<List<IcebergUpkeep>> upkeep() {
        return opened().upkeep();
    }

    @Override
    public synchronized void close() {
        if (opened != null) {
            opened.close();
        }
    }
}

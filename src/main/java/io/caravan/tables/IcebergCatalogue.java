package io.caravan.tables;

import io.caravan.failure.ConfigurationException;
import io.caravan.failure.UnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.Schema;
import org.apache.iceberg.SortOrder;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableMetadataParser;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.SupportsNamespaces;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.SupportsPrefixOperations;

/** A catalogue of Iceberg's. Tables are made with the model's own field ids, which {@code createTable} would give anew. */
final class IcebergCatalogue implements TableCatalogue {
    private static final int FORMAT_VERSION = 2;
    /** Several committers may append to one table at a time; each of them loses to any other. */
    private static final Map<String, String> PROPERTIES = Map.of(
            "commit.retry.num-retries", "50",
            "commit.retry.min-wait-ms", "20",
            "commit.retry.max-wait-ms", "2000",
            "write.metadata.delete-after-commit.enabled", "true",
            "write.metadata.previous-versions-max", "50");

    /** The latest version of the table model that has named its columns. */
    private static final String MODEL_PROPERTY = "caravan.model";

    private static final int MOST_TRIES = 10;

    private final Catalog catalog;
    private final FileIO files;
    private final Namespace namespace;
    private final String location;
    private final AutoCloseable closing;
    private boolean isMade;

    /**
     * Creates the view of one namespace.
     *
     * @param location where tables that are made lie, ends in {@code /}
     * @param closing what to close with it
     */
    IcebergCatalogue(Catalog catalog, FileIO files, String namespace, String location, AutoCloseable closing) {
        this.catalog = catalog;
        this.files = files;
        this.namespace = Namespace.of(namespace);
        this.location = location;
        this.closing = closing;
    }

    @Override
    public CatalogueTable open(LakeTable model) {
        return IcebergFailures.translate(model.name(), () -> new IcebergTable(model, upToDate(model)));
    }

    @Override
    public Optional<List<IcebergUpkeep>> upkeep() {
        var tables = new ArrayList<IcebergUpkeep>();
        for (LakeTable model : LakeTable.all()) {
            var name = TableIdentifier.of(namespace, model.name());
            IcebergFailures.translate(model.name(), () -> {
                try {
                    Table table = catalog.loadTable(name);
                    checkOwn(model, ((HasTableOperations) table).operations().current());
                    return tables.add(new IcebergUpkeep(model, table));
                } catch (NoSuchTableException e) {
                    checkUnused(name, location + model.name());
                    return false;
                }
            });
        }
        return Optional.of(tables);
    }

    private Table upToDate(LakeTable model) {
        var name = TableIdentifier.of(namespace, model.name());
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            try {
                Table table = catalog.loadTable(name);
                checkPlace(model, table.location());
                if (evolved(model, ((HasTableOperations) table).operations())) {
                    table.refresh();
                }
                return table;
            } catch (NoSuchTableException e) {
                make(model, name);
            } catch (CommitFailedException e) {
                // Somebody else has changed it at the same time: what that one did may be all that was to do.
            }
        }
        throw new UnavailableException("The lake table " + model.name() + " is changed by others all the time", null);
    }

    private void make(LakeTable model, TableIdentifier name) {
        makeNamespace();
        Schema schema = IcebergSchemas.schema(model.columns());
        String place = location + model.name();
        checkUnused(name, place);
        TableMetadata metadata = TableMetadata.buildFromEmpty(FORMAT_VERSION)
                .assignUUID()
                .setLocation(place)
                .setCurrentSchema(schema, schema.highestFieldId())
                .setDefaultPartitionSpec(IcebergSchemas.byDay(schema, model.dayColumn()))
                .setDefaultSortOrder(SortOrder.unsorted())
                .setProperties(PROPERTIES)
                .setProperties(Map.of(MODEL_PROPERTY, String.valueOf(model.model())))
                .discardChanges()
                .build();
        String file = place + "/metadata/00000-" + UUID.randomUUID() + ".metadata.json";
        TableMetadataParser.write(metadata, files.newOutputFile(file));
        try {
            catalog.registerTable(name, file);
        } catch (AlreadyExistsException e) {
            // Somebody else was faster; the next look finds that one's.
        }
    }

    /**
     * Rows that another catalogue lists would not be found here, and the two would sweep up each other's files. Who makes a table at the
     * same time may have written to it since it was not there.
     */
    private void checkUnused(TableIdentifier name, String place) {
        var folders = (SupportsPrefixOperations) files;
        if (folders.listPrefix(place + "/data/").iterator().hasNext() && !catalog.tableExists(name)) {
            throw new ConfigurationException(
                    "The catalogue lists no table " + name.name() + ", and in " + place
                            + "/data/ lie files of one: another catalogue or namespace lists it, or this one was lost. Put the catalogue back, or let"
                            + " all processes share one; else set tables.location to a place of its own. docs/tables.md says how a lost one is made anew");
        }
    }

    private void makeNamespace() {
        if (isMade || !(catalog instanceof SupportsNamespaces namespaces)) {
            return;
        }
        try {
            if (!namespaces.namespaceExists(namespace)) {
                namespaces.createNamespace(namespace);
            }
        } catch (AlreadyExistsException e) {
            // Just as well.
        }
        isMade = true;
    }

    /** Adds what this application knows and the table does not; takes nothing away, since a later application may be at work too. */
    private static boolean evolved(LakeTable model, TableOperations operations) {
        TableMetadata now = operations.current();
        checkOwn(model, now);
        List<LakeColumn> there = IcebergSchemas.columns(model.name(), now.schema());
        int version = Integer.parseInt(now.property(MODEL_PROPERTY, "0"));
        List<LakeColumn> columns = model.addedTo(there, version);
        if (columns.equals(there)) {
            return false;
        }
        Schema schema = IcebergSchemas.schema(columns);
        operations.commit(
                now,
                TableMetadata.buildFrom(now)
                        .setCurrentSchema(schema, Math.max(now.lastColumnId(), schema.highestFieldId()))
                        .setProperties(Map.of(MODEL_PROPERTY, String.valueOf(Math.max(version, model.model()))))
                        .build());
        return true;
    }

    /** What another program made is left as it is: its columns would be taken for ours by their numbers. */
    private static void checkOwn(LakeTable model, TableMetadata now) {
        boolean isOwn = now.property(MODEL_PROPERTY, "").matches("[0-9]{1,9}")
                && now.schema().findField(model.dayColumn()) != null
                && now.spec().compatibleWith(IcebergSchemas.byDay(now.schema(), model.dayColumn()));
        if (!isOwn) {
            throw new ConfigurationException(
                    "The table " + model.name() + " in the namespace of tables.namespace is none that"
                            + " Caravan made; set tables.namespace to one in which there are no others' tables");
        }
    }

    /** A table stays where it was made, and nothing would tell whoever has named another place since. */
    private void checkPlace(LakeTable model, String place) {
        if (!Locations.areSame(place, location + model.name())) {
            throw new ConfigurationException(
                    "The table " + model.name() + " in the namespace of tables.namespace lies in "
                            + place + " and not in " + location + model.name()
                            + ", as tables.location, or lake.bucket and lake.prefix, have it; set these back, or set tables.namespace to a"
                            + " new one, whose tables begin empty there: see docs/tables.md");
        }
    }

    @Override
    public void close() {
        try {
            closing.close();
        } catch (Exception e) {
            throw new UnavailableException("The catalogue of the lake's tables does not close: " + e.getMessage(), e);
        }
    }
}

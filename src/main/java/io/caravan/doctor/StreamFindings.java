package io.caravan.doctor;

import io.caravan.settings.Settings;
import io.caravan.sink.LoadSource;
import io.caravan.stream.StreamChecks;
import io.caravan.stream.StreamChecks.Found;
import io.caravan.stream.StreamClients;
import io.caravan.stream.registry.SchemaRegistry;
import io.caravan.warehouse.SqlFiles;
import io.caravan.warehouse.WarehouseReader;
import io.caravan.wiring.DeclaredBeans;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;

/** What the doctor finds of the stream. Nobody else loads this class, and with it what it is made of. */
final class StreamFindings {
    private StreamFindings() {}

    /** Looks at brokers, topic, rights, schemas, and at what the warehouse says of how far the topic is landed. */
    static List<Finding> of(Settings settings, DeclaredBeans beans) throws SQLException, InterruptedException {
        String topic = settings.get("stream.topic");
        boolean reads = settings.loadsFrom(LoadSource.STREAM);
        var checks = new StreamChecks(beans.bean("streamClients", StreamClients.class), topic);
        boolean isUsable = checks.examineTopic(settings.get("stream.group"), settings.get("stream.instance"), reads);
        if (settings.get("stream.format").equals("avro")) {
            checks.examineSchemas(beans.bean("schemaRegistry", SchemaRegistry.class));
        }
        if (isUsable && reads) {
            offsets(settings, checks);
        }
        return checks.found().stream().map(StreamFindings::finding).toList();
    }

    private static void offsets(Settings settings, StreamChecks checks) throws SQLException, InterruptedException {
        WarehouseReader reader = WarehouseReader.of(settings.signIn());
        if (reader.isNotThereYet()) {
            return;
        }
        try (Connection connection = reader.open()) {
            if (hasOffsets(connection)) {
                checks.examineOffsets(connection, new SqlFiles(settings.get("warehouse.sql-folder")));
            }
        }
    }

    /** The first look of a consumer makes the table. */
    private static boolean hasOffsets(Connection connection) throws SQLException {
        try (var tables =
                connection.getMetaData().getTables(connection.getCatalog(), connection.getSchema(), "%", null)) {
            while (tables.next()) {
                if (tables.getString("TABLE_NAME").toLowerCase(Locale.ROOT).equals("etl_offset")) {
                    return true;
                }
            }
            return false;
        }
    }

    private static Finding finding(Found found) {
        if (found.problem() != null) {
            return Finding.failed(found.check(), found.problem());
        }
        return found.isWarning()
                ? Finding.warning(found.check(), found.words())
                : Finding.ok(found.check(), found.words());
    }
}

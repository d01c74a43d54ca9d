package io.caravan.command;

import io.caravan.Durations;
import io.caravan.lake.Lake;
import io.caravan.lake.LocalFiles;
import io.caravan.tables.CareAges;
import io.caravan.tables.TableCare;
import io.caravan.tables.TableCatalogueBuilder;
import java.time.Clock;
import software.amazon.awssdk.services.s3.S3Client;

/** Opens the catalogue of the lake's tables for who looks after them. Nobody else loads this class, and with it what it is made of. */
final class TableCatalogueSession {
    private TableCatalogueSession() {}

    /**
     * Opens the catalogue.
     *
     * @param s3 closed with it
     * @param clock the application's
     * @throws io.caravan.UnavailableException when it does not answer
     */
    static TableCare open(Settings settings, S3Client s3, Clock clock) {
        var builder = new TableCatalogueBuilder();
        builder.setS3Client(s3);
        builder.setKind(settings.get("tables.catalogue"));
        builder.setLocation(settings.get("tables.location"));
        builder.setBucket(settings.get("lake.bucket"));
        builder.setPrefix(settings.get("lake.prefix"));
        builder.setNamespace(settings.get("tables.namespace"));
        builder.setJdbcUrl(settings.get("tables.jdbc-url"));
        builder.setJdbcUser(settings.get("tables.jdbc-user"));
        builder.setJdbcPassword(settings.get("tables.jdbc-password"));
        builder.setRestUri(settings.get("tables.rest-uri"));
        builder.setRestCredential(settings.get("tables.rest-credential"));
        builder.setRestOptions(settings.get("tables.rest-options"));
        builder.setGlueEndpoint(settings.get("tables.glue-endpoint"));
        builder.setEndpoint(settings.get("lake.endpoint"));
        builder.setRegion(settings.get("lake.region"));
        builder.setAccessKey(settings.get("lake.access-key"));
        builder.setSecretKey(settings.get("lake.secret-key"));
        builder.setEncryption(settings.get("lake.encryption"));
        builder.setKmsKey(settings.get("lake.kms-key"));
        var lake = new Lake(s3, settings.get("lake.bucket"), settings.get("lake.prefix"));
        var files = new LocalFiles(lake, settings.get("warehouse.work-folder"), settings.get("warehouse.lake-folder"));
        String retention = settings.get("tables.retention");
        var ages = new CareAges(
                retention.isEmpty() ? null : Durations.parse(retention),
                Durations.parse(settings.get("tables.expire-after")),
                Durations.parse(settings.get("tables.orphans-after")));
        return new TableCare(builder.build(), files, ages, clock, Clock.systemUTC());
    }
}

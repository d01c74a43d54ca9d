package io.caravan.wiring;

import io.caravan.lake.LocalFiles;
import io.caravan.settings.Settings;
import io.caravan.tables.CareAges;
import io.caravan.tables.TableCare;
import io.caravan.tables.TableCatalogue;
import io.caravan.text.Durations;
import java.time.Clock;

/** Opens the catalogue of the lake's tables for who looks after them. Nobody else loads this class, and with it what it is made of. */
public final class TableCatalogueSession {
    private TableCatalogueSession() {}

    /**
     * Opens the catalogue.
     *
     * @param beans that are declared; the lake's client ends with them, the catalogue with what is returned
     * @param clock the application's
     * @throws io.caravan.failure.UnavailableException when it does not answer
     */
    public static TableCare open(Settings settings, DeclaredBeans beans, Clock clock) {
        String retention = settings.get("tables.retention");
        var ages = new CareAges(
                retention.isEmpty() ? null : Durations.parse(retention),
                Durations.parse(settings.get("tables.expire-after")),
                Durations.parse(settings.get("tables.orphans-after")));
        return new TableCare(
                beans.bean("tableCatalogue", TableCatalogue.class),
                beans.bean("tableFiles", LocalFiles.class),
                ages,
                clock,
                Clock.systemUTC());
    }
}

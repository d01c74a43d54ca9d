package io.caravan.doctor;

import io.caravan.settings.Settings;
import io.caravan.tables.TableCare;
import io.caravan.tables.TableFacts;
import io.caravan.wiring.DeclaredBeans;
import io.caravan.wiring.TableCatalogueSession;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Whether the catalogue of the lake's tables answers, and what of them wants care. */
record TablesCheck(Settings settings, DeclaredBeans beans, Clock clock) implements Check {
    /** As many as come together in a month without care. */
    private static final int MOST_DAYS_OF_SEVERAL_FILES = 30;

    @Override
    public String name() {
        return "tables";
    }

    /** {@inheritDoc} Where there are no tables, none of the classes that they are made with is looked at. */
    @Override
    public void look(List<Finding> findings) {
        if (!settings.hasTables()) {
            return;
        }
        Optional<List<TableFacts>> listed;
        try (TableCare care = TableCatalogueSession.open(settings, beans, clock)) {
            listed = care.list();
        }
        if (listed.isEmpty()) {
            findings.add(Finding.ok(name(), "The lake's tables are folders of whole files, which need no care"));
            return;
        }
        List<TableFacts> tables = listed.get();
        int orphans = tables.stream().mapToInt(TableFacts::orphans).sum();
        int days =
                tables.stream().mapToInt(TableFacts::daysOfSeveralFiles).max().orElse(0);
        String words =
                "The catalogue answers and lists %d of the lake's tables; files older than %s that nothing names: %d; days of several files in one table: up to %d"
                        .formatted(tables.size(), settings.get("tables.orphans-after"), orphans, days);
        if (settings.get("tables.catalogue").equals("jdbc")
                && settings.get("tables.jdbc-url").startsWith("jdbc:sqlite:")) {
            words +=
                    "; it is a file of SQLite, for one process on one machine: where several run set tables.jdbc-url to"
                            + " a database of PostgreSQL";
        }
        findings.add(
                orphans > 0 || days > MOST_DAYS_OF_SEVERAL_FILES
                        ? Finding.warning(name(), words + "; the command \"tables care\" cleans up")
                        : Finding.ok(name(), words));
    }
}

package io.caravan.doctor;

import io.caravan.failure.ConfigurationException;
import io.caravan.model.Column;
import io.caravan.model.Table;
import io.caravan.settings.Settings;
import io.caravan.sink.LoadSource;
import io.caravan.warehouse.SqlFiles;
import io.caravan.warehouse.WarehouseChecks;
import io.caravan.warehouse.WarehouseDialect;
import io.caravan.warehouse.WarehouseEngine;
import io.caravan.warehouse.WarehouseReader;
import io.caravan.wiring.DeclaredBeans;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Whether the statements are whole, the warehouse can be reached, and its tables and rows are as they should be. */
record WarehouseCheck(Settings settings, DeclaredBeans beans) implements Check {
    /** Of each check of rows; more of one kind say no more. */
    private static final int MOST_FINDINGS = 20;

    @Override
    public String name() {
        return "warehouse";
    }

    @Override
    public void look(List<Finding> findings) throws SQLException, InterruptedException {
        var sql = new SqlFiles(settings.get("warehouse.sql-folder"));
        findings.add(Finding.ok("sql", "The statements of " + sql.folder() + " are whole"));
        WarehouseReader reader = WarehouseReader.of(settings.signIn());
        if (reader.isNotThereYet()) {
            findings.add(Finding.ok(name(), "There is no warehouse yet; the first run makes it"));
            return;
        }
        List<String> problems = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        try (Connection connection = reader.open()) {
            WarehouseEngine engine = WarehouseEngine.named(settings.get("warehouse.dialect"));
            engine.missingRights(connection)
                    .forEach(missing -> problems.add("who signs in as warehouse.user " + missing));
            Map<String, Set<String>> columns = engine.columns(connection);
            for (Table table : Table.values()) {
                compare(table, columns.getOrDefault(table.sqlName(), Set.of()), problems, unknown);
            }
            if (!problems.isEmpty()) {
                throw new ConfigurationException(
                        "The warehouse differs from what Caravan makes: " + String.join("; ", problems)
                                + "; bring its tables to what the command sql prints, or name another warehouse.url");
            }
            beans.bean(settings.get("warehouse.dialect") + "Dialect", WarehouseDialect.class)
                    .tryToRead(connection);
            if (settings.loadsFrom(LoadSource.SNOWPIPE)) {
                new PipesCheck(columns).lookSafely(findings);
            }
            boolean isOlder = migrations(connection, sql, findings, columns.containsKey(Table.ETL_MIGRATION.sqlName()));
            if (!isOlder) {
                WarehouseChecks.findingsOfAll(connection, sql, MOST_FINDINGS)
                        .forEach(finding -> findings.add(Finding.warning("tables", finding)));
            }
        }
        if (!unknown.isEmpty()) {
            findings.add(Finding.warning(
                    name(),
                    "This Caravan does not know and leaves alone: " + String.join("; ", unknown)
                            + "; a later version or somebody's hand has made them"));
        }
        findings.add(Finding.ok(name(), "The warehouse can be reached and its tables are as expected"));
    }

    /** Tells of migrations that the warehouse has not had, and of those that only a later version knows; returns whether it lacks some. */
    private boolean migrations(Connection connection, SqlFiles sql, List<Finding> findings, boolean areRecorded)
            throws SQLException {
        Set<String> known = new TreeSet<>(sql.names("migrate_"));
        Set<String> applied = new TreeSet<>();
        if (areRecorded) {
            try (var statement = connection.createStatement();
                    var rows = statement.executeQuery(sql.statement("select_migrations"))) {
                while (rows.next()) {
                    applied.add(rows.getString(1));
                }
            }
        }
        Set<String> later = new TreeSet<>(applied);
        later.removeAll(known);
        if (!later.isEmpty()) {
            findings.add(Finding.warning(
                    name(),
                    "The warehouse is of a later version than this Caravan, which does not know %s; update this one"
                            .formatted(String.join(", ", later))));
        }
        known.removeAll(applied);
        if (!known.isEmpty()) {
            findings.add(Finding.warning(
                    name(),
                    "The warehouse is of an earlier version than this Caravan: the next load or run applies %s; its rows are looked at after that"
                            .formatted(String.join(", ", known))));
        }
        return !known.isEmpty();
    }

    /** A table or column that came with a later version may be missing: the next load makes it. */
    private static void compare(Table table, Set<String> there, List<String> problems, List<String> unknown) {
        Set<String> surplus = new TreeSet<>(there);
        surplus.removeAll(table.kept().stream().map(Column::name).toList());
        if (!surplus.isEmpty()) {
            unknown.add("the columns " + surplus + " of " + table.sqlName());
        }
        if (there.isEmpty()) {
            if (!table.isLater()) {
                problems.add("there is no " + table.sqlName());
            }
            return;
        }
        List<String> missing = table.kept().stream()
                .filter(column -> column.migration() == 0 && !there.contains(column.name()))
                .map(Column::name)
                .toList();
        if (!missing.isEmpty()) {
            problems.add(table.sqlName() + " lacks the columns " + missing);
        }
    }
}

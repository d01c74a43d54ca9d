package io.caravan.tables;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.StaticTableOperations;
import org.apache.iceberg.Table;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.FileInfo;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.OutputFile;
import org.apache.iceberg.io.SupportsPrefixOperations;

/** The lake's tables as they lie in the folder of a test's S3 server: what the catalogue lists, read without what wrote it. */
final class TablesOnDisk {
    private static final Pattern TABLE = Pattern.compile("\\{([a-z_]+)}");

    private final FolderIO io;
    private final Function<String, String> metadataOf;

    private TablesOnDisk(Path folder, Function<String, String> metadataOf) {
        this.io = new FolderIO(folder.resolve("s3"));
        this.metadataOf = metadataOf;
    }

    /** Returns those of the SQLite catalogue in a test application's folder. */
    static TablesOnDisk ofSqlite(Path folder) {
        return new TablesOnDisk(folder, table -> {
            try (var connection = DriverManager.getConnection(
                            "jdbc:sqlite:" + folder.resolve("tables.sqlite") + "?busy_timeout=10000");
                    var statement = connection.prepareStatement(
                            "select metadata_location from iceberg_tables where table_name = ?")) {
                statement.setString(1, table);
                var rows = statement.executeQuery();
                if (!rows.next()) {
                    throw new NoSuchTableException("There is no table %s yet", table);
                }
                return rows.getString(1);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /** Returns those of another catalogue of Iceberg, which says where a table's metadata are. */
    static TablesOnDisk ofIceberg(Path folder, Function<String, String> metadataOf) {
        return new TablesOnDisk(folder, metadataOf);
    }

    /** Returns those that lists in their folders name. */
    static TablesOnDisk ofLists(Path folder) {
        return new TablesOnDisk(folder, null);
    }

    /** Returns what reads and writes the lake's objects as files below a folder. */
    static FileIO io(Path folder) {
        return new FolderIO(folder.resolve("s3"));
    }

    Table table(String name) {
        return new BaseTable(new StaticTableOperations(metadataOf.apply(name), io), name);
    }

    List<DataFile> files(String name) {
        return files(table(name));
    }

    private static List<DataFile> files(Table table) {
        try (CloseableIterable<FileScanTask> tasks =
                table.newScan().includeColumnStats().planFiles()) {
            var files = new ArrayList<DataFile>();
            tasks.forEach(task -> files.add(task.file()));
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the live files of a table as it was when it was opened, on this machine. */
    List<Path> paths(Table table) {
        return files(table).stream().map(file -> io.path(file.location())).toList();
    }

    /** Returns those of one day. */
    List<Path> paths(Table table, LocalDate day) {
        return files(table).stream()
                .filter(file -> file.partition().get(0, Integer.class) == day.toEpochDay())
                .map(file -> io.path(file.location()))
                .toList();
    }

    /** Returns the live files of a table, on this machine. */
    List<Path> paths(String name) {
        if (metadataOf != null) {
            return paths(table(name));
        }
        return list(name).path("files").findValuesAsText("location").stream()
                .map(io::path)
                .toList();
    }

    private JsonNode list(String name) {
        try {
            return new ObjectMapper()
                    .readTree(Files.readAllBytes(io.path("s3://lake/lake/" + name + "/_current.json")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the columns that a table has for its readers, each with its field id, by their ids. */
    List<String> columns(String name) {
        Stream<String> columns = metadataOf != null
                ? table(name).schema().columns().stream().map(column -> column.fieldId() + " " + column.name())
                : StreamSupport.stream(list(name).path("columns").spliterator(), false)
                        .map(column -> column.path("field_id").asInt() + " "
                                + column.path("name").asText());
        return columns.sorted().toList();
    }

    /** Returns what DuckDB answers, with each {@code {tbl_songs}} in the query standing for the live files of that table. */
    List<String> query(String sql) throws SQLException {
        String whole = TABLE.matcher(sql).replaceAll(match -> paths(match.group(1)).stream()
                .map(path -> "'" + path + "'")
                .collect(Collectors.joining(", ", "read_parquet([", "], union_by_name = true)")));
        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var statement = connection.createStatement();
                var rows = statement.executeQuery(whole)) {
            var found = new ArrayList<String>();
            while (rows.next()) {
                var values = new ArrayList<String>();
                for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                    values.add(rows.getString(column));
                }
                found.add(String.join(" ", values));
            }
            return found;
        }
    }

    /** Objects as the files that they are here. */
    private record FolderIO(Path root) implements SupportsPrefixOperations {
        private static final String SCHEME = "s3://";

        Path path(String location) {
            return location.startsWith(SCHEME) ? root.resolve(location.substring(SCHEME.length())) : Path.of(location);
        }

        @Override
        public InputFile newInputFile(String location) {
            return org.apache.iceberg.Files.localInput(path(location).toFile());
        }

        @Override
        public OutputFile newOutputFile(String location) {
            return org.apache.iceberg.Files.localOutput(path(location).toFile());
        }

        @Override
        public void deletePrefix(String prefix) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Iterable<FileInfo> listPrefix(String prefix) {
            if (!Files.isDirectory(path(prefix))) {
                return List.of();
            }
            try (var all = Files.walk(path(prefix))) {
                return all.map(Path::toFile)
                        .filter(File::isFile)
                        .map(file -> new FileInfo(
                                SCHEME + root.relativize(file.toPath()), file.length(), file.lastModified()))
                        .toList();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void deleteFile(String location) {
            path(location).toFile().delete();
        }
    }
}

package io.caravan.tables;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.OutputFile;
import org.apache.iceberg.io.PositionOutputStream;
import org.apache.iceberg.io.SeekableInputStream;
import org.apache.iceberg.jdbc.JdbcCatalog;

/** The lake's tables as they lie in the folder of a test's S3 server: what the catalogue lists, read and changed without what wrote it. */
final class TablesOnDisk implements AutoCloseable {
    private final Path folder;
    private final JdbcCatalog catalog;

    /** Opens the catalogue of a test application's folder. */
    TablesOnDisk(Path folder) {
        this.folder = folder;
        this.catalog = new JdbcCatalog(properties -> new FolderIO(folder.resolve("s3")), null, false);
        catalog.initialize(
                "caravan",
                Map.of(
                        "uri",
                        "jdbc:sqlite:" + folder.resolve("tables.sqlite"),
                        "warehouse",
                        "s3://lake/lake",
                        "jdbc.schema-version",
                        "V1"));
    }

    Table table(String name) {
        return catalog.loadTable(TableIdentifier.of("caravan", name));
    }

    List<DataFile> files(String name) throws Exception {
        try (CloseableIterable<FileScanTask> tasks =
                table(name).newScan().includeColumnStats().planFiles()) {
            var files = new ArrayList<DataFile>();
            tasks.forEach(task -> files.add(task.file()));
            return files;
        }
    }

    /** Returns what DuckDB answers, with each {@code {tbl_songs}} in the query standing for the live files of that table. */
    List<String> query(String sql) throws Exception {
        var matcher = java.util.regex.Pattern.compile("\\{([a-z_]+)}").matcher(sql);
        var whole = new StringBuilder();
        while (matcher.find()) {
            String files = files(matcher.group(1)).stream()
                    .map(file -> "'" + FolderIO.path(folder.resolve("s3"), file.location()) + "'")
                    .collect(Collectors.joining(", "));
            matcher.appendReplacement(whole, "read_parquet([" + files + "], union_by_name = true)");
        }
        matcher.appendTail(whole);
        return ask(whole.toString());
    }

    private static List<String> ask(String sql) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
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

    @Override
    public void close() {
        catalog.close();
    }

    /** Objects as the files that they are here. */
    private record FolderIO(Path root) implements FileIO {
        static Path path(Path root, String location) {
            return root.resolve(location.substring("s3://".length()));
        }

        @Override
        public InputFile newInputFile(String location) {
            return new Located(org.apache.iceberg.Files.localInput(path(root, location).toFile()), location);
        }

        @Override
        public OutputFile newOutputFile(String location) {
            return new Written(org.apache.iceberg.Files.localOutput(path(root, location).toFile()), this, location);
        }

        @Override
        public void deleteFile(String location) {
            throw new UnsupportedOperationException();
        }
    }

    /** A file that is called as the object is. */
    private record Located(InputFile file, String location) implements InputFile {
        @Override
        public long getLength() {
            return file.getLength();
        }

        @Override
        public SeekableInputStream newStream() {
            return file.newStream();
        }

        @Override
        public boolean exists() {
            return file.exists();
        }
    }

    /** The same for one that is written. */
    private record Written(OutputFile file, FileIO io, String location) implements OutputFile {
        @Override
        public PositionOutputStream create() {
            return file.create();
        }

        @Override
        public PositionOutputStream createOrOverwrite() {
            return file.createOrOverwrite();
        }

        @Override
        public InputFile toInputFile() {
            return io.newInputFile(location);
        }
    }
}

package io.caravan.stream;

import io.caravan.lake.LocalFiles;
import io.caravan.model.Column;
import io.caravan.model.Table;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The CSV files, one a table, by which rows of records are landed; each begins with the publication. */
final class LandingFiles implements AutoCloseable {
    private final Path folder;
    private final Map<Table, Writer> writers = new EnumMap<>(Table.class);
    private final Map<Table, Path> files = new EnumMap<>(Table.class);
    /** Keys, by publication and table. */
    private final Map<String, Map<Table, Set<String>>> written = new HashMap<>();

    LandingFiles(Path folder) {
        this.folder = folder;
    }

    /** Returns who writes the rows of a publication; a second one of the same key is the same, and left out. */
    RecordRows.Rows rowsOf(String publication) {
        Map<Table, Set<String>> ofPublication = written.computeIfAbsent(publication, any -> new EnumMap<>(Table.class));
        return new RecordRows.Rows() {
            @Override
            public boolean isWanted(Table table, String key) {
                return !keys(table).contains(key);
            }

            @Override
            public void add(Table table, List<String> cells) {
                if (keys(table).add(key(table, cells))) {
                    write(publication, table, cells);
                }
            }

            private Set<String> keys(Table table) {
                return ofPublication.computeIfAbsent(table, any -> new HashSet<>());
            }
        };
    }

    private void write(String publication, Table table, List<String> cells) {
        try {
            Writer writer = writers.get(table);
            if (writer == null) {
                writer = open(table);
            }
            print(writer, publication, cells);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private static String key(Table table, List<String> cells) {
        List<Column> key = table.key();
        if (key.size() == 1) {
            return cells.get(table.indexOf(key.get(0).name()));
        }
        var all = new StringBuilder(64);
        for (Column column : key) {
            String cell = String.valueOf(cells.get(table.indexOf(column.name())));
            all.append(cell.length()).append(' ').append(cell);
        }
        return all.toString();
    }

    private Writer open(Table table) throws IOException {
        Path file = folder.resolve(table.label() + ".csv");
        Writer writer = writer(file);
        writers.put(table, writer);
        files.put(table, file);
        print(writer, "publication", table.columnNames());
        return writer;
    }

    /** Writes what {@link io.caravan.snapshot.CsvRows#FORMAT} is, and in a third of the time of its own printer. */
    private static void print(Writer writer, String publication, List<String> cells) throws IOException {
        var line = new StringBuilder(256);
        print(line, publication);
        for (String cell : cells) {
            print(line.append(','), cell);
        }
        writer.append(line.append('\n'));
    }

    private static void print(StringBuilder line, String cell) {
        if (cell != null) {
            line.append('"')
                    .append(cell.indexOf('"') < 0 ? cell : cell.replace("\"", "\"\""))
                    .append('"');
        }
    }

    /** Half a character, which JSON can spell, becomes a question mark. */
    private static Writer writer(Path file) throws IOException {
        return new BufferedWriter(new OutputStreamWriter(Files.newOutputStream(file), StandardCharsets.UTF_8));
    }

    /** Returns the files, which are complete from here on. */
    Map<Table, Path> finish() {
        try {
            for (Writer writer : writers.values()) {
                writer.close();
            }
            return files;
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private UncheckedIOException failed(IOException e) {
        return new UncheckedIOException("Cannot write into " + folder + ", see warehouse.work-folder", e);
    }

    @Override
    public void close() {
        LocalFiles.delete(folder);
    }
}

package io.caravan.stream;

import io.caravan.lake.CsvRows;
import io.caravan.lake.LocalFiles;
import io.caravan.model.Table;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.csv.CSVPrinter;

/** The CSV files, one a table, by which rows of records are landed; each begins with the publication. */
final class LandingFiles implements AutoCloseable {
    private final Path folder;
    private final Map<Table, CSVPrinter> printers = new EnumMap<>(Table.class);
    private final Map<Table, Path> files = new EnumMap<>(Table.class);
    private final Map<Table, Set<List<String>>> written = new EnumMap<>(Table.class);

    LandingFiles(Path folder) {
        this.folder = folder;
    }

    /** Writes a row; a second one of the same key of a publication is the same, and left out. */
    void write(String publication, Table table, List<String> cells) {
        if (!written.computeIfAbsent(table, any -> new HashSet<>()).add(key(publication, table, cells))) {
            return;
        }
        try {
            CSVPrinter printer = printers.get(table);
            if (printer == null) {
                printer = open(table);
            }
            printer.print(publication);
            printer.printRecord(cells);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private static List<String> key(String publication, Table table, List<String> cells) {
        var key = new ArrayList<String>();
        key.add(publication);
        table.key().forEach(column -> key.add(cells.get(table.indexOf(column.name()))));
        return key;
    }

    private CSVPrinter open(Table table) throws IOException {
        Path file = folder.resolve(table.label() + ".csv");
        var printer = new CSVPrinter(writer(file), CsvRows.FORMAT);
        printers.put(table, printer);
        files.put(table, file);
        printer.print("publication");
        printer.printRecord(table.columnNames());
        return printer;
    }

    /** Half a character, which JSON can spell, becomes a question mark. */
    private static Writer writer(Path file) throws IOException {
        return new BufferedWriter(new OutputStreamWriter(Files.newOutputStream(file), StandardCharsets.UTF_8));
    }

    /** Returns the files, which are complete from here on. */
    Map<Table, Path> finish() {
        try {
            for (CSVPrinter printer : printers.values()) {
                printer.close(true);
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

package io.caravan.tables;

import io.caravan.lake.ManyAtOnce;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A table as it was when it was opened. */
interface CatalogueTable {
    /** Returns its columns: those that this application knows, by the names that it gives them, and those of a later one. */
    List<LakeColumn> columns();

    /** Returns where a new file of a day goes. */
    String newLocation(LocalDate day, String commitId);

    /** Copies a file of this machine to its location. */
    void upload(ParquetFile file, String location);

    /** Copies a file of this machine to where a new file of a day goes. */
    default TableFile upload(ParquetFile file, LocalDate day, String commitId) {
        String location = newLocation(day, commitId);
        upload(file, location);
        return new TableFile(location, day, file);
    }

    /**
     * Copies the files that may hold rows of a scope, as they were when the table was opened, into a folder of this machine, and returns
     * them by day.
     */
    Map<LocalDate, List<Path>> download(Scope scope, Path folder);

    /**
     * Copies files, several at a time, and returns the copies by day.
     *
     * @param day of a file
     * @param copy takes a file and where its copy goes
     */
    static <F> Map<LocalDate, List<Path>> copies(
            List<F> files, Function<F, LocalDate> day, BiConsumer<F, Path> copy, Path folder) {
        List<Integer> numbers = IntStream.range(0, files.size()).boxed().toList();
        List<Path> copied = ManyAtOnce.map(numbers, number -> {
            Path to = folder.resolve("there-" + number + ".parquet");
            copy.accept(files.get(number), to);
            return to;
        });
        return numbers.stream()
                .collect(Collectors.groupingBy(
                        number -> day.apply(files.get(number)), Collectors.mapping(copied::get, Collectors.toList())));
    }

    /** Adds files, whatever others add at the same time. */
    void append(List<TableFile> files, String commitId);

    /**
     * Puts files in the place of all files of some days.
     *
     * @param looked what was looked at, these days and perhaps more
     * @return false when that is not any more as it was when the table was opened
     */
    boolean replace(Scope looked, Collection<LocalDate> days, List<TableFile> files, String commitId);

    /** Takes files out again that were appended; they stay where they are. */
    void withdraw(List<TableFile> files);
}

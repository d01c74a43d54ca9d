package io.caravan.command;

import java.io.PrintWriter;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Rows under a header, in columns as wide as they need to be. Sentences are cut at 60 characters, but not in the last column, where
 * they push nothing aside; what is one word is not, since it may be a key or a URL that somebody copies.
 */
final class TextTable {
    private static final int WIDEST = 60;

    private TextTable() {}

    /** Prints; null shows as nothing, control characters (names are data: some hold line ends, some steer a terminal) as spaces. */
    static void print(List<String> header, List<List<String>> rows, PrintWriter out) {
        int[] widths = new int[header.size()];
        measure(header, widths);
        rows.forEach(row -> measure(row, widths));
        line(header, widths, out);
        line(IntStream.of(widths).mapToObj("-"::repeat).toList(), widths, out);
        rows.forEach(row -> line(row, widths, out));
    }

    private static void measure(List<String> row, int[] widths) {
        for (int i = 0; i < widths.length; i++) {
            String cell = shown(row.get(i));
            widths[i] = Math.max(widths[i], cell.codePointCount(0, cell.length()));
        }
    }

    private static void line(List<String> row, int[] widths, PrintWriter out) {
        var line = new StringBuilder();
        int last = widths.length - 1;
        for (int i = 0; i < last; i++) {
            String cell = shown(row.get(i));
            line.append(cell).append(" ".repeat(widths[i] - cell.codePointCount(0, cell.length()) + 2));
        }
        line.append(whole(row.get(last)));
        out.println(line.toString().stripTrailing());
    }

    private static String shown(String cell) {
        String text = whole(cell);
        return text.indexOf(' ') < 0 || text.codePointCount(0, text.length()) <= WIDEST
                ? text
                : text.substring(0, text.offsetByCodePoints(0, WIDEST - 1)) + "…";
    }

    private static String whole(String cell) {
        return cell == null ? "" : plain(cell);
    }

    /** Returns a text that stays on its line and cannot steer a terminal. */
    static String plain(String text) {
        return text.replaceAll("[\\p{Cc}\\u2028\\u2029]", " ");
    }
}

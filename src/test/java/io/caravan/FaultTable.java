package io.caravan;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;

/**
 * Brings the table of faults in docs/faults.md up to date from the reports of a test run and from what the tests measured in it: {@code
 * java src/test/java/io/caravan/FaultTable.java}, after {@code mvn verify} and {@code mvn -Plong verify}. It needs nothing but the JDK. The first three cells of a
 * row are the page's own.
 */
final class FaultTable {
    private static final Path PAGE = Path.of("docs/faults.md");
    private static final Path FIGURES = Path.of("target/faults.csv");

    private record Case(String name, boolean passed) {}

    private record Figure(String cell, double seconds, long extraCalls, boolean told) {}

    private FaultTable() {}

    public static void main(String[] arguments) throws Exception {
        List<Case> cases = new ArrayList<>();
        for (String reports : List.of("target/surefire-reports", "target/failsafe-reports")) {
            cases.addAll(cases(Path.of(reports)));
        }
        if (cases.isEmpty()) {
            throw new IllegalStateException("target/ holds no reports of tests; run mvn verify before");
        }
        List<Figure> figures = figures();
        List<String> lines = Files.readAllLines(PAGE).stream()
                .map(line -> isCell(line) ? row(line, cases, figures) : line)
                .toList();
        Files.write(PAGE, lines);
    }

    private static boolean isCell(String line) {
        return line.matches("\\| [A-Z]+-\\d+ \\|.*");
    }

    private static String row(String line, List<Case> cases, List<Figure> figures) {
        List<String> cells = List.of(line.split(" *\\| *", -1));
        String id = cells.get(1);
        List<Case> mine = cases.stream().filter(test -> isOf(id, test.name())).toList();
        List<Figure> measured =
                figures.stream().filter(figure -> figure.cell().equals(id)).toList();
        long passed = mine.stream().filter(Case::passed).count();
        String tests = mine.isEmpty() ? "none ran" : passed == mine.size() ? passed + " passed" : "FAILED";
        String seconds = measured.isEmpty()
                ? ""
                : String.format(
                        Locale.ROOT,
                        "%.1f",
                        measured.stream().mapToDouble(Figure::seconds).max().getAsDouble());
        String calls = measured.stream()
                .filter(figure -> figure.extraCalls() >= 0)
                .map(Figure::extraCalls)
                .max(Long::compare)
                .map(String::valueOf)
                .orElse("");
        String told = measured.isEmpty() ? "" : measured.stream().anyMatch(Figure::told) ? "yes" : "no need";
        return "| " + String.join(" | ", id, cells.get(2), cells.get(3), tests, seconds, calls, told) + " |";
    }

    /** A test is of a cell when its name begins with the cell's id: {@code page4ACutAnswer…} is of PAGE-4. */
    static boolean isOf(String id, String test) {
        return test.matches("(?s)" + id.toLowerCase(Locale.ROOT).replace("-", "") + "[A-Z].*");
    }

    private static List<Case> cases(Path folder) throws Exception {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<Case> cases = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(file -> file.toString().endsWith(".xml")).toList()) {
                cases.addAll(read(file.toFile()));
            }
        }
        return cases;
    }

    private static List<Case> read(File report) throws Exception {
        if (!report.getName().startsWith("TEST-")) {
            return List.of();
        }
        var nodes = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(report)
                .getElementsByTagName("testcase");
        List<Case> cases = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            var test = (Element) nodes.item(i);
            boolean passed = Stream.of("failure", "error", "skipped")
                    .allMatch(trouble -> test.getElementsByTagName(trouble).getLength() == 0);
            cases.add(new Case(test.getAttribute("name"), passed));
        }
        return cases;
    }

    private static List<Figure> figures() throws IOException {
        if (!Files.exists(FIGURES)) {
            return List.of();
        }
        return Files.readAllLines(FIGURES).stream()
                .map(line -> line.split(",", -1))
                .map(cells -> new Figure(
                        cells[0],
                        Double.parseDouble(cells[1]),
                        Long.parseLong(cells[2]),
                        Boolean.parseBoolean(cells[3])))
                .toList();
    }
}

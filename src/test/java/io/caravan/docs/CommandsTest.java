package io.caravan.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.caravan.command.CommandModel;
import io.caravan.docs.Page.Block;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Model.CommandSpec;

/** Every command that a page tells is one that there is, with options that it has. {@link CommandsIT} runs those that can be run. */
class CommandsTest {
    private static final Set<String> CLASSED = Set.of("sh", "sql", "python");
    /** These hold no command, or one that a test of its own looks at. */
    private static final Set<String> OTHERS = Set.of("ini", "crontab", "yaml", "properties", "mermaid", "java", "json");

    private static final Set<String> COMMANDS =
            CommandModel.line().getSubcommands().keySet();
    private final List<Page> pages = Page.all();
    private final List<String> problems = new ArrayList<>();

    @TempDir
    Path folder;

    private Rehearsal rehearsal;
    private CommandLines lines;

    @BeforeEach
    void open() throws IOException {
        rehearsal = new Rehearsal(folder);
        lines = new CommandLines();
    }

    private List<Block> blocks(String language) {
        return pages.stream()
                .flatMap(page -> page.blocks().stream())
                .filter(block -> block.language().equals(language))
                .toList();
    }

    @Test
    void everyBlockSaysHowItIsTested() {
        var ways = Ways.all();
        Set<String> there = new TreeSet<>();
        for (Page page : pages) {
            for (Block block : page.blocks()) {
                if (CLASSED.contains(block.language())) {
                    there.add(block.name());
                } else {
                    assertThat(OTHERS).as(block.name()).contains(block.language());
                }
            }
        }

        assertThat(ways.keySet()).isEqualTo(there);
        assertThat(ways.values()).allMatch(way -> way.matches("run|by \\S+|rehearsed: .+"));
    }

    @Test
    void everyTestThatRunsABlockIsThere() {
        Ways.all().values().stream()
                .filter(way -> way.startsWith("by "))
                .map(way -> way.substring(3))
                .distinct()
                .forEach(test -> assertThat(Path.of("src/test/java", test.replace('.', '/') + ".java"))
                        .exists());
    }

    @Test
    void everyLineStartsWhatThereIsWithArgumentsThatItTakes() throws Exception {
        int calls = 0;
        for (Block block : blocks("sh")) {
            for (List<String> call : rehearsal.of(block.text())) {
                calls++;
                note(block.name(), lines.problem(call));
            }
        }
        assertThat(problems).isEmpty();
        assertThat(calls).isGreaterThan(80);
    }

    @Test
    void everyCommandInTheTextIsOneToo() throws Exception {
        int calls = 0;
        for (Page page : pages) {
            for (String span : page.spans()) {
                if (isCommand(span)) {
                    String first = span.replaceFirst(" .*", "");
                    for (List<String> call :
                            rehearsal.of(COMMANDS.contains(first) ? "target/caravan/caravan " + span : span)) {
                        calls++;
                        note(page.name() + ": " + span, lines.problem(call));
                    }
                }
            }
        }
        assertThat(problems).isEmpty();
        assertThat(calls).isGreaterThan(40);
    }

    /** What has brackets or bars says how a command is written. */
    private static boolean isCommand(String span) {
        String first = span.replaceFirst(" .*", "");
        boolean known = COMMANDS.contains(first)
                || Set.of("caravan", "target/caravan/caravan", "mvn", "java", "python3", "docker/stream/start", "aws")
                        .contains(first);
        return known && span.contains(" ") && !span.matches(".*(\\[|\\w\\|\\w| \\| -).*");
    }

    private void note(String where, String problem) {
        if (!problem.isEmpty()) {
            problems.add(where + ": " + problem);
        }
    }

    @Test
    void theReadmeListsEachCommandWithItsOptions() {
        String readme = pages.get(0).text();
        String table = readme.substring(readme.indexOf("## Commands"), readme.indexOf("Each has `--help`"));
        List<String> rows = Pattern.compile("(?m)^\\| `(.*?[^\\\\])` (?:\\(the default\\) )?\\|.*$")
                .matcher(table)
                .results()
                .map(row -> row.group(1))
                .toList();

        assertThat(rows)
                .extracting(row -> row.replaceFirst(" .*", ""))
                .containsExactlyInAnyOrderElementsOf(
                        COMMANDS.stream().filter(name -> !name.equals("help")).toList());
        for (String row : rows) {
            CommandSpec command = CommandModel.line()
                    .getSubcommands()
                    .get(row.replaceFirst(" .*", ""))
                    .getCommandSpec();
            Set<String> named = words(row, "--[a-z-]+");
            if (command.subcommands().isEmpty()) {
                assertThat(named).as(row).isEqualTo(options(command));
            } else {
                assertThat(words(row.replaceAll("\\[.*?]", ""), "[a-z]+(?=[ \\\\|]|$)"))
                        .as(row)
                        .containsAll(command.subcommands().keySet());
            }
        }
    }

    private static Set<String> words(String text, String pattern) {
        var words = new HashSet<String>();
        Pattern.compile(pattern).matcher(text).results().map(MatchResult::group).forEach(words::add);
        return words;
    }

    private static Set<String> options(CommandSpec command) {
        var options = new HashSet<String>();
        command.options().stream()
                .filter(option -> !option.usageHelp() && !option.versionHelp())
                .forEach(option -> options.add(option.longestName()));
        return options;
    }

    @Test
    void everyBlockOfYamlIsYaml() throws IOException {
        assertThat(blocks("yaml")).isNotEmpty();
        for (Block block : blocks("yaml")) {
            assertThat(new YAMLMapper().readTree(block.text())).as(block.name()).isNotEmpty();
        }
    }

    @Test
    void everyLineOfACrontabIsATimeAndACommand() throws Exception {
        assertThat(blocks("crontab")).isNotEmpty();
        for (Block block : blocks("crontab")) {
            for (String line : block.text().lines().toList()) {
                if (!line.matches("[A-Z]+=.*")) {
                    String field = "(\\*|\\d+(-\\d+)?)(/\\d+)?(,\\d+)*";
                    // A percent sign would end the command there.
                    assertThat(line).matches("(" + field + " ){5}[^%]+");
                    for (List<String> call : rehearsal.of(line.replaceFirst("(\\S+ ){5}", ""))) {
                        note(line, lines.problem(call));
                    }
                }
            }
        }
        assertThat(problems).isEmpty();
    }

    @Test
    void aMistypedCommandIsFound() throws Exception {
        assertThat(rehearsal.of("target/caravan/caravan replay --form=2026-01-01 <key> | grep x"))
                .extracting(lines::problem)
                .containsExactlyInAnyOrder(
                        "caravan replay --form=2026-01-01 0123456789ab: Unknown option: '--form=2026-01-01'", "");
        assertThat(rehearsal.of("mvn -Plongest verify && sudo caravn once"))
                .extracting(lines::problem)
                .containsExactly("the build knows no -Plongest", "caravn is no program that is known here");
        assertThat(rehearsal.of("java -cp target/classes io.caravan.NoLoop 200"))
                .extracting(lines::problem)
                .containsExactly("there is no class io.caravan.NoLoop");
    }
}

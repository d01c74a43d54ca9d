package io.caravan.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The files that follow from the settings. They are checked in, since users read and edit them; a test compares them. After a change of a
 * setting:
 *
 * <pre>mvn -q test-compile && java -cp target/classes:target/test-classes io.caravan.settings.SettingsFiles</pre>
 */
final class SettingsFiles {
    static final Path PROPERTIES = Path.of("application.properties");
    static final Path PAGE = Path.of("docs/settings.md");

    private static final int WIDTH = 132;
    /** What the page holds after it is made. */
    private static final String KEYS = "## Keys\n";

    private static final String HEAD = """
            # Caravan's settings. A line that you leave out holds what it holds here, so a file of your own values alone is enough; an
            # environment variable of the same name in capitals with underscores wins (LAKE_BUCKET for lake.bucket) and is the place for
            # secrets. A key whose line is commented out has no default: you give it a value, and set CAMEL_MAIN_PROFILE=prod. The profile
            # local, which is the default, keeps to this machine: it takes playlists, places and credentials neither from here nor from the
            # environment, but from inside the jar. "caravan settings" prints what is in force, and from where.
            # How much is logged, on stderr, is no setting: CARAVAN_LOG=debug, or java -Dcaravan.log=debug.
            """;

    private SettingsFiles() {}

    /** Writes what has changed. */
    public static void main(String[] arguments) throws IOException {
        for (var file : all().entrySet()) {
            if (!Files.readString(file.getKey()).equals(file.getValue())) {
                Files.writeString(file.getKey(), file.getValue());
                System.out.println("wrote " + file.getKey());
            }
        }
    }

    /** Returns the text of each file. */
    static Map<Path, String> all() throws IOException {
        return Map.of(PROPERTIES, properties(), PAGE, page());
    }

    private static String properties() {
        var text = new StringBuilder(HEAD);
        for (SettingGroup group : SettingGroup.ALL) {
            String title = "# ---- " + group.title() + " ";
            text.append('\n')
                    .append(title)
                    .append("-".repeat(WIDTH - title.length()))
                    .append('\n');
            for (Setting setting : group.settings()) {
                text.append(comment(setting.sentence()));
                text.append(setting.otherwise() == null ? "#" : "");
                text.append(setting.key()).append('=');
                text.append(setting.otherwise() == null ? "" : setting.otherwise())
                        .append('\n');
            }
        }
        return text.toString();
    }

    private static String comment(String sentence) {
        var text = new StringBuilder();
        var line = new StringBuilder("#");
        for (String word : sentence.split(" ", -1)) {
            if (line.length() + 1 + word.length() > WIDTH) {
                text.append(line).append('\n');
                line = new StringBuilder("#");
            }
            line.append(' ').append(word);
        }
        return text.append(line).append('\n').toString();
    }

    private static String page() throws IOException {
        String page = Files.readString(PAGE);
        String before = page.substring(0, page.indexOf(KEYS) + KEYS.length());
        String groups = SettingGroup.ALL.stream().map(SettingsFiles::table).collect(Collectors.joining());
        return before + groups;
    }

    private static String table(SettingGroup group) {
        return "\n### " + group.title() + "\n\n| key | default | in `local` | since | |\n|---|---|---|---|---|\n"
                + group.settings().stream().map(SettingsFiles::row).collect(Collectors.joining());
    }

    private static String row(Setting setting) {
        return "| `%s` | %s | %s | %s | %s |\n"
                .formatted(
                        setting.key(),
                        setting.otherwise() == null ? "*yours*" : code(setting.otherwise()),
                        setting.local() == null ? "" : "fixed",
                        setting.since(),
                        setting.sentence().replace("<", "&lt;").replace("|", "\\|"));
    }

    private static String code(String value) {
        return value.isEmpty() ? "" : "`" + value + "`";
    }
}

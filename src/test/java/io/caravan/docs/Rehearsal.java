package io.caravan.docs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * A script that bash goes through with a stand-in for every program: nothing is started, and each line tells which program would be, with
 * which arguments, as bash itself takes it apart.
 */
final class Rehearsal {
    /** Programs that are named with a folder, which no search of bash finds. */
    private static final List<String> PROGRAMS =
            List.of("target/caravan/caravan", "caravan", "docker/stream/start", ".ci/run");

    /** What stands for the places that a reader fills in. */
    private static final Map<String, String> EXAMPLES = Map.of(
            "day", "2026-11-21", "key", "0123456789ab", "sink", "tables", "database.table", "caravan.raw_objects");

    private static final String STAND_IN = """
            command_not_found_handle() { printf '%s\\0' "$#" "$@" >>"$CALLS"; }
            cd() { :; }
            .() { :; }
            PATH=/nonexistent
            """;

    private final Path folder;

    /** Rehearses in an empty folder. */
    Rehearsal(Path folder) throws IOException {
        this.folder = folder;
        for (String program : PROGRAMS) {
            Path file = folder.resolve(program);
            Files.createDirectories(file.getParent());
            Files.writeString(file, "#!/bin/bash\nprintf '%s\\0' $(($# + 1)) \"$0\" \"$@\" >>\"$CALLS\"\n");
            if (!file.toFile().setExecutable(true)) {
                throw new IOException("Cannot make " + file + " executable");
            }
        }
    }

    /** Returns a script in which examples stand where a reader fills something in. */
    static String filledIn(String script) {
        String filled = script;
        for (var example : EXAMPLES.entrySet()) {
            filled = filled.replace("<" + example.getKey() + ">", example.getValue());
        }
        return filled.replaceAll("(--from|--to)=…", "$1=2026-11-21")
                .replaceAll("<[A-Za-z_-]+>", "x")
                .replace("…", "x");
    }

    /**
     * Returns the programs that a script would start, each with its arguments.
     *
     * @throws IOException when bash does not understand the script
     */
    List<List<String>> of(String script) throws IOException, InterruptedException {
        String filled = filledIn(script);
        bash("-n", "-c", filled);
        Path calls = Files.createTempFile(folder, "calls", "");
        bash("-c", STAND_IN + filled + "\nwait", calls);
        return read(calls);
    }

    private void bash(String check, String option, String script) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("/bin/bash", check, option, script)
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(said + " in\n" + script);
        }
    }

    private void bash(String option, String script, Path calls) throws IOException, InterruptedException {
        var builder = new ProcessBuilder("/bin/bash", option, script).directory(folder.toFile());
        builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("CALLS", calls.toString());
        Process process = builder.start();
        process.getOutputStream().close();
        process.waitFor();
    }

    private static List<List<String>> read(Path file) throws IOException {
        List<List<String>> calls = new ArrayList<>();
        Iterator<String> words = List.of(Files.readString(file).split("\0", -1)).iterator();
        while (words.hasNext()) {
            String count = words.next();
            List<String> call = new ArrayList<>();
            for (int i = 0; !count.isEmpty() && i < Integer.parseInt(count); i++) {
                call.add(words.next());
            }
            if (!call.isEmpty()) {
                calls.add(call);
            }
        }
        return calls;
    }
}

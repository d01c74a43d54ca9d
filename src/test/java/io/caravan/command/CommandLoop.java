package io.caravan.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.caravan.command.CaravanProcess.Result;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.logging.log4j.LogManager;

/**
 * Runs command lines one after another in the folder of its process: a {@link Line} as JSON comes in, a {@link Result} as JSON
 * goes out for each.
 */
final class CommandLoop {
    private static final Pattern OPTION = Pattern.compile("-D([^=\\s]+)=(\\S*)|\\S+");

    /**
     * What is to run.
     *
     * @param environment variables that are added to those of the process for this command; of {@code JDK_JAVA_OPTIONS} nothing
     *     but system properties
     */
    record Line(Map<String, String> environment, List<String> arguments) {}

    private CommandLoop() {}

    public static void main(String[] unused) throws IOException, ReflectiveOperationException {
        var answers = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
        // For all of them, since the first logger decides; no command says more by default but "run".
        System.setProperty("caravan.log.default", "warn");
        LogManager.getLogger(CommandLoop.class).debug("ready");
        var json = new ObjectMapper();
        var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            int exitCode = run(json.readValue(line, Line.class));
            var result =
                    new Result(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
            answers.println(json.writeValueAsString(result));
            out.reset();
            err.reset();
        }
        // Whatever a command may have left running.
        System.exit(0);
    }

    private static int run(Line line) throws ReflectiveOperationException {
        var properties = System.getProperties();
        Map<String, String> variables = variables();
        var before = Map.copyOf(variables);
        try {
            System.setProperties((Properties) properties.clone());
            variables.putAll(line.environment());
            Matcher option = OPTION.matcher(line.environment().getOrDefault("JDK_JAVA_OPTIONS", ""));
            while (option.find()) {
                if (option.group(1) == null) {
                    throw new IllegalArgumentException("Java takes " + option.group() + " at its start alone");
                }
                System.setProperty(option.group(1), option.group(2));
            }
            return CaravanCommand.execute(line.arguments().toArray(String[]::new));
        } finally {
            variables.keySet().retainAll(before.keySet());
            variables.putAll(before);
            System.setProperties(properties);
        }
    }

    /** Returns the map behind {@link System#getenv()}, which whoever asks for a variable is answered from. */
    @SuppressWarnings("unchecked")
    private static Map<String, String> variables() throws ReflectiveOperationException {
        Map<String, String> shown = System.getenv();
        Field map = shown.getClass().getDeclaredField("m");
        map.setAccessible(true);
        return (Map<String, String>) map.get(shown);
    }
}

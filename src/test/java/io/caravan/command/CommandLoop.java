package io.caravan.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.caravan.command.CaravanProcess.Result;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.apache.logging.log4j.LogManager;

/**
 * Runs command lines one after another in the folder of its process: an array of JSON a line comes in, a {@link Result} as JSON
 * goes out for each.
 */
final class CommandLoop {
    private CommandLoop() {}

    public static void main(String[] unused) throws IOException {
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
            int exitCode = CaravanCommand.execute(json.readValue(line, String[].class));
            var result =
                    new Result(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
            answers.println(json.writeValueAsString(result));
            out.reset();
            err.reset();
        }
        // Whatever a command may have left running.
        System.exit(0);
    }
}

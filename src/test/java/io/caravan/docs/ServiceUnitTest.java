package io.caravan.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The unit of systemd that the operator's page shows. */
class ServiceUnitTest {
    @TempDir
    Path folder;

    @Test
    void itIsOneThatSystemdTakes() throws Exception {
        assumeTrue(
                Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .anyMatch(bin -> Files.exists(Path.of(bin, "systemd-analyze"))),
                "there is no systemd-analyze here");
        String unit = Page.block("docs/operate.md#as-a-service/2").text();
        // Of a program that is not there it would complain.
        assertThat(unit).contains("ExecStart=/opt/caravan/caravan run");
        String startable = unit.replace("/opt/caravan/caravan ", "/bin/true ");

        assertThat(verified(startable)).isEmpty();
        assertThat(verified(startable.replace("RestartSec", "RestartSecs"))).contains("RestartSecs");
    }

    /** Returns what is said of the unit, and not of those of the machine. */
    private String verified(String unit) throws Exception {
        Path file = Files.writeString(folder.resolve("caravan.service"), unit);
        Process process = new ProcessBuilder("systemd-analyze", "verify", file.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        process.waitFor();
        return said.lines().filter(line -> line.contains("caravan.service")).reduce("", String::concat);
    }
}

package io.caravan.schema;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caravan.Emulators;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only an account can run is at least a statement that a parser of Athena's language takes. */
class AthenaTableIT {
    @TempDir
    Path folder;

    @BeforeAll
    static void needTheParser() {
        Emulators.start();
    }

    @Test
    void theStatementIsOneOfAthenas() throws IOException {
        String statement = AthenaTable.statement("caravan.raw_objects", "lake", "music/", 2024, 2036);
        Files.writeString(folder.resolve("right.sql"), statement);
        Files.writeString(folder.resolve("broken.sql"), statement.replace("partitioned by", "partition by"));
        String parser = Path.of(Emulators.python()).resolveSibling("sqlfluff").toString();

        // Of the rules but one that it keeps: that it ends with the end of a line.
        assertThatThrownBy(() ->
                        Emulators.run(parser, "lint", "--dialect", "athena", "--rules", "LT12", folder.toString()))
                .hasMessageContaining("broken.sql] FAIL")
                .hasMessageNotContaining("right.sql] FAIL");
    }
}

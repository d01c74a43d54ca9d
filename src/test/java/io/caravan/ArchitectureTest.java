package io.caravan;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.caravan.warehouse.WarehouseEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which room of the house may know which. */
class ArchitectureTest {
    private static final int MOST_LINES = 250;
    private static final Path MAIN = Path.of("src/main/java");
    /** A name of an engine as a value: of a URL, of a folder or of a setting. */
    private static final Pattern ENGINE = Pattern.compile("\"(jdbc:)?(duckdb|snowflake|redshift)[:\"/]");

    private static final String[] ENGINES = {
        "io.caravan.warehouse.duckdb..", "io.caravan.warehouse.snowflake..", "io.caravan.warehouse.redshift.."
    };

    private static final JavaClasses CARAVAN = new ClassFileImporter().importPath(Path.of("target/classes"));

    @Test
    void noRoomsKnowEachOtherInACircle() {
        slices().matching("io.caravan.(*)..").should().beFreeOfCycles().check(CARAVAN);
    }

    @Test
    void theRootHoldsNothingButTheMainClass() {
        classes()
                .that()
                .resideInAPackage("io.caravan")
                .should()
                .haveSimpleName("Caravan")
                .check(CARAVAN);
    }

    @Test
    void failuresAndTextsKnowNobody() {
        noClasses()
                .that()
                .resideInAnyPackage("io.caravan.failure..", "io.caravan.text..", "io.caravan.model..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.caravan.lake..",
                        "io.caravan.transform..",
                        "io.caravan.snapshot..",
                        "io.caravan.run..",
                        "io.caravan.settings..",
                        "io.caravan.command..",
                        "org.apache.camel..")
                .check(CARAVAN);
    }

    @Test
    void theTransformKnowsNoCamelAndNoStore() {
        noClasses()
                .that()
                .resideInAPackage("io.caravan.transform..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.apache.camel..",
                        "software.amazon..",
                        "io.caravan.lake..",
                        "io.caravan.snapshot..",
                        "io.caravan.run..",
                        "java.sql..",
                        "java.nio.file..")
                .check(CARAVAN);
    }

    @Test
    void theLakeKnowsNoTable() {
        noClasses()
                .that()
                .resideInAPackage("io.caravan.lake..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.caravan.model..", "io.caravan.transform..", "io.caravan.snapshot..")
                .check(CARAVAN);
    }

    @Test
    void whatATrialStartsIsKnownToTheCommandsAlone() {
        noClasses()
                .that()
                .resideOutsideOfPackages("io.caravan.local..", "io.caravan.command..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.caravan.local..")
                .check(CARAVAN);
    }

    /** The JDK, when it is asked for a driver, makes those of all engines that lie on the class path. */
    @Test
    void nobodyAsksTheJdkForADriver() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(WarehouseEngine.class.getName())
                .should()
                .callMethod(DriverManager.class, "getConnection", String.class)
                .orShould()
                .callMethod(DriverManager.class, "getConnection", String.class, Properties.class)
                .check(CARAVAN);
    }

    @Test
    void nobodyKnowsAnEngine() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ENGINES)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ENGINES)
                .check(CARAVAN);
    }

    /** The settings say which there are; the writer of Parquet is DuckDB whatever the warehouse is. */
    @Test
    void nobodyNamesAnEngine() throws IOException {
        List<String> named = new ArrayList<>();
        for (Path file : sources()) {
            boolean mayNameThem = file.startsWith(MAIN.resolve("io/caravan/warehouse/duckdb"))
                    || file.startsWith(MAIN.resolve("io/caravan/warehouse/snowflake"))
                    || file.startsWith(MAIN.resolve("io/caravan/warehouse/redshift"))
                    || file.startsWith(MAIN.resolve("io/caravan/settings"))
                    || file.endsWith("tables/WorkingDuckDb.java");
            if (!mayNameThem && ENGINE.matcher(Files.readString(file)).find()) {
                named.add(file.toString());
            }
        }
        assertThat(named).isEmpty();
    }

    @Test
    void noClassIsLongerThanAPersonReadsAtOnce() throws IOException {
        List<String> tooLong = new ArrayList<>();
        for (Path file : sources()) {
            int lines = Files.readAllLines(file).size();
            if (lines > MOST_LINES) {
                tooLong.add(file + ": " + lines);
            }
        }
        assertThat(tooLong).isEmpty();
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(MAIN)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }
}

package io.caravan.stream.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.caravan.failure.ConfigurationException;
import io.caravan.failure.UnavailableException;
import io.caravan.stream.RecordType;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** What holds of every registry. Each test has a subject of its own. */
abstract class SchemaRegistryContractTest {
    private static final String TEXT = "{'name':'name','type':'string'}";
    private static final String MILLIS =
            "{'name':'at','type':['null',{'type':'long','logicalType':'timestamp-millis'}],'default':null}";
    private static final String MICROS = MILLIS.replace("millis", "micros");

    private String subject;

    /** Returns what the paths of the API are put on. */
    abstract String url();

    @BeforeEach
    final void nameSubject(TestInfo test) {
        subject = "test." + test.getTestMethod().orElseThrow().getName();
    }

    private SchemaRegistry registry() {
        return new SchemaRegistry(url(), "", "");
    }

    private RegistryClient client() {
        return new RegistryClient(URI.create(url()), "", "", Duration.ofSeconds(30));
    }

    /** The registry takes one schema in two subjects for one with one id, so each test has a name of its own for its record, too. */
    private Schema schema(String... fields) {
        return new Schema.Parser()
                .parse("{'type':'record','name':'%s','fields':[%s]}"
                        .formatted(subject.replace("test.", ""), String.join(",", fields))
                        .replace('\'', '"'));
    }

    private RegisteredSchema register(String... fields) {
        return registry().register(subject, schema(fields));
    }

    @Test
    void aSchemaIsRegisteredOnceAndReadByItsId() {
        RegisteredSchema registered = register(TEXT, MILLIS);

        assertThat(register(TEXT, MILLIS)).isEqualTo(registered);
        assertThat(registered.subject()).isEqualTo(subject);
        assertThat(registered.version()).isEqualTo(1);
        assertThat(registry().byId(registered.id())).isEqualTo(schema(TEXT, MILLIS));
        assertThat(client().versions(subject)).containsExactly(1);
    }

    @Test
    void oursOfAllTypesHaveIdsByWhichTheyAreRead() {
        SchemaRegistry registry = registry();
        Set<Integer> ids = new HashSet<>();
        for (RecordType type : RecordType.values()) {
            assertThat(registry.check(type).ours()).isNull();
            int id = registry.idOf(type);
            ids.add(id);
            assertThat(registry().idOf(type)).isEqualTo(id);
            assertThat(registry().byId(id)).isEqualTo(type.schema());
            assertThat(registry.check(type))
                    .isEqualTo(new SubjectReport(
                            "io.caravan.spotify." + type.schema().getName(),
                            List.of(1),
                            new RegisteredSchema(type.subject(), 1, id),
                            "BACKWARD_TRANSITIVE",
                            List.of()));
        }
        assertThat(ids).hasSize(3);
    }

    @Test
    void theRegistryIsToldToRefuseWhatCannotReadRecordsOfBefore() {
        assertThat(client().level(subject)).isEqualTo("NONE");

        register(TEXT);

        assertThat(client().level(subject)).isEqualTo("BACKWARD_TRANSITIVE");
        assertThatThrownBy(() -> client().register(subject, schema(TEXT, "{'name':'more','type':'int'}")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("with status 409")
                .hasMessageContaining("it takes the schema for incompatible with one that stands there");
    }

    @Test
    void aStricterRuleStaysAndItsRefusalIsTold() {
        client().setLevel(subject, "FULL_TRANSITIVE");

        register(TEXT, "{'name':'more','type':'int'}");

        assertThat(client().level(subject)).isEqualTo("FULL_TRANSITIVE");
        assertThatThrownBy(() -> register(TEXT))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("/subjects/" + subject + "/versions with status 409")
                .hasMessageContaining("by a rule stricter than ours");
    }

    @Test
    void aFieldWithADefaultMakesTheNextVersion() {
        RegisteredSchema first = register(TEXT);
        RegisteredSchema second = register(TEXT, MILLIS);

        assertThat(second.version()).isEqualTo(2);
        assertThat(second.id()).isNotEqualTo(first.id());
        assertThat(client().versions(subject)).containsExactly(1, 2);
        assertThat(client().version(subject, 1)).isEqualTo(schema(TEXT));
        assertThat(client().version(subject, 3)).isNull();
        assertThat(registry().check(subject, schema(TEXT, MILLIS)).ours()).isEqualTo(second);
    }

    @Test
    void aFieldWithoutADefaultIsRefusedAndNothingIsRegistered() {
        register(TEXT);

        assertThatThrownBy(() -> register(TEXT, "{'name':'more','type':'int'}"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("The schema of " + subject + " is not for what stands at the registry:")
                .hasMessageContaining("version 1: ", ".more was not there and is int without a default");
        assertThat(client().versions(subject)).containsExactly(1);
    }

    @Test
    void whatTheRegistryPassesAndWouldChangeValuesIsRefused() {
        register(TEXT, MILLIS);

        assertThatThrownBy(() -> register(TEXT, MICROS))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(".at was long (timestamp-millis) and is long (timestamp-micros)");
        assertThat(client().versions(subject)).containsExactly(1);

        assertThat(client().level(subject)).isEqualTo("BACKWARD_TRANSITIVE");
        assertThat(client().register(subject, schema(TEXT, MICROS)))
                .as("the registry itself")
                .isPositive();
        assertThat(registry().check(subject, schema(TEXT, MICROS)).problems())
                .singleElement()
                .asString()
                .startsWith("version 1: ");
    }

    @Test
    void everyVersionThatStandsThereCounts() {
        register(TEXT, MILLIS);
        register(TEXT);

        assertThatThrownBy(() -> register(TEXT, MICROS))
                .hasMessageContaining("version 1: ")
                .hasMessageNotContaining("version 2: ");
    }

    @Test
    void anIdThatNobodyRegisteredHasNoSchema() {
        assertThat(registry().byId(2_000_000_000)).isNull();
        assertThat(registry().byId(0)).isNull();
    }

    @Test
    void severalAtATimeGetTheSameId() throws Exception {
        List<Callable<RegisteredSchema>> registering = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            registering.add(() -> register(TEXT, MILLIS));
        }
        ExecutorService threads = Executors.newFixedThreadPool(registering.size());
        try {
            Set<RegisteredSchema> registered = new HashSet<>();
            for (Future<RegisteredSchema> each : threads.invokeAll(registering)) {
                registered.add(each.get());
            }
            assertThat(registered).hasSize(1);
        } finally {
            threads.shutdownNow();
        }
        assertThat(client().versions(subject)).containsExactly(1);
    }

    /** Else each record would become a dead letter. */
    @Test
    void anAddressWhereNoRegistryIsServedIsNotTakenForAnEmptyOne() {
        var elsewhere = new SchemaRegistry(url() + "/elsewhere", "", "", Duration.ofSeconds(5));

        assertThat(answered(() -> elsewhere.byId(1)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("with status 404")
                .hasMessageContaining("check stream.registry-url");
        assertThat(answered(() -> elsewhere.register(RecordType.REST))).isInstanceOf(ConfigurationException.class);
    }

    /** Of some hundreds of calls to a path that nobody serves, Apicurio 3.3.3 leaves one without an answer, whoever asks. */
    private static Throwable answered(ThrowingCallable call) {
        Throwable failure = catchThrowable(call);
        for (int more = 3; more > 0 && failure instanceof UnavailableException; more--) {
            failure = catchThrowable(call);
        }
        return failure;
    }

    @Test
    void aSlashAtTheEndOfTheAddressChangesNothing() {
        Schema schema = SchemaBuilder.record("Slash").fields().endRecord();
        int id = client().register(subject, schema);

        assertThat(new SchemaRegistry(url() + "/", "", "").byId(id)).isEqualTo(schema);
    }
}

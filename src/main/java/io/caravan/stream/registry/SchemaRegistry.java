package io.caravan.stream.registry;

import io.caravan.failure.ConfigurationException;
import io.caravan.failure.UnavailableException;
import io.caravan.stream.Compatibility;
import io.caravan.stream.Incompatibility;
import io.caravan.stream.RecordType;
import io.caravan.stream.SchemaIds;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;

/**
 * A registry, as Confluent, Karapace and Apicurio serve it. Ours are registered where they do not stand there yet, unless that would
 * have records that are there read as other values.
 *
 * <p>Two processes may register a schema at a time: a registry gives both the same id.
 */
public final class SchemaRegistry implements SchemaIds {
    /** By which a registry refuses what could not read records of any version before; its own default is NONE or BACKWARD. */
    private static final String LEVEL = "BACKWARD_TRANSITIVE";

    private static final Set<String> SUFFICIENT_LEVELS = Set.of(LEVEL, "FULL_TRANSITIVE");
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final RegistryClient client;
    private final Map<RecordType, Integer> ids = new ConcurrentHashMap<>();
    private final Map<Integer, Schema> schemas = new ConcurrentHashMap<>();

    /**
     * Creates the way to a registry; the first call is made when something is asked for.
     *
     * @param url value of {@code stream.registry-url}: what the paths of Confluent's API are put on
     * @param user value of {@code stream.registry-user}, empty where the registry asks for none
     */
    public SchemaRegistry(String url, String user, String password) {
        this(url, user, password, TIMEOUT);
    }

    SchemaRegistry(String url, String user, String password, Duration timeout) {
        client = new RegistryClient(URI.create(url.replaceFirst("/+$", "")), user, password, timeout);
    }

    @Override
    public int idOf(RecordType type) {
        return ids.computeIfAbsent(
                type, ours -> standing(ours.subject(), ours.schema()).id());
    }

    /** A number that is not known is asked for anew each time: it may be known to the registry a moment later. */
    @Override
    public Schema byId(int id) {
        return isThere() ? schemas.computeIfAbsent(id, client::byId) : null;
    }

    @Override
    public boolean isThere() {
        return client.hasAddress();
    }

    /** Asks first: whose schemas were registered by somebody else needs no right to do it. */
    private RegisteredSchema standing(String subject, Schema schema) {
        RegisteredSchema standing = client.find(subject, schema);
        return standing == null ? register(subject, schema) : standing;
    }

    /**
     * Registers a schema where it does not stand there yet, and has the registry refuse what could not read records of before.
     *
     * @throws UnavailableException when the registry does not answer
     * @throws ConfigurationException when it refuses, or records of what stands there would be read as other values
     */
    public RegisteredSchema register(RecordType type) {
        return register(type.subject(), type.schema());
    }

    RegisteredSchema register(String subject, Schema schema) {
        List<String> problems = problems(subject, schema);
        if (!problems.isEmpty()) {
            throw new ConfigurationException("The schema of %s is not for what stands at the registry:\n  - %s"
                    .formatted(subject, String.join("\n  - ", problems)));
        }
        secure(subject);
        int id = client.register(subject, schema);
        RegisteredSchema registered = client.find(subject, schema);
        if (registered == null || registered.id() != id) {
            throw new UnavailableException(
                    "The registry took the schema of %s as %d, and does not tell it yet".formatted(subject, id), null);
        }
        return registered;
    }

    /** Of two that do it at a time, Apicurio refuses one. */
    private void secure(String subject) {
        if (isSufficient(client.level(subject))) {
            return;
        }
        try {
            client.setLevel(subject, LEVEL);
        } catch (ConfigurationException e) {
            if (!isSufficient(client.level(subject))) {
                throw e;
            }
        }
    }

    /**
     * Holds a schema against all that stand under its subject.
     *
     * @throws UnavailableException when the registry does not answer
     * @throws ConfigurationException when it refuses
     */
    public SubjectReport check(RecordType type) {
        return check(type.subject(), type.schema());
    }

    SubjectReport check(String subject, Schema schema) {
        return new SubjectReport(
                subject,
                client.versions(subject),
                client.find(subject, schema),
                client.level(subject),
                problems(subject, schema));
    }

    /** Returns what hinders that records of the versions that stand there be read, a sentence each. */
    private List<String> problems(String subject, Schema schema) {
        var problems = new ArrayList<String>();
        for (int version : client.versions(subject)) {
            incompatibilities(client.version(subject, version), schema)
                    .forEach(problem -> problems.add("version " + version + ": " + problem));
        }
        return problems;
    }

    private static List<Incompatibility> incompatibilities(Schema standing, Schema schema) {
        return standing == null
                ? List.of(new Incompatibility(
                        schema.getName(),
                        "no schema of Avro that stands by itself",
                        "one",
                        "somebody else uses the subject; delete that version, or take another registry"))
                : Compatibility.between(standing, schema);
    }

    static boolean isSufficient(String level) {
        return SUFFICIENT_LEVELS.contains(level);
    }
}

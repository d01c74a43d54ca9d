package io.caravan.stream;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.LogicalType;
import org.apache.avro.Resolver;
import org.apache.avro.Resolver.ErrorAction;
import org.apache.avro.Resolver.ReaderUnion;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;

/**
 * Holds a schema against one that records were written with. Avro and registries look at whether bytes can be read, and not at what
 * they then mean: milliseconds that are read as microseconds, or a decimal with another scale, are compatible to them.
 *
 * <p>Fields are matched as Avro's reader does it: those of the writer are renamed by the reader's aliases, then names decide; a branch
 * of a union is the one that Avro chooses. See <a href="https://avro.apache.org/docs/1.12.0/specification/#schema-resolution">Avro's
 * rules</a>.
 */
public final class Compatibility {
    private static final String ANOTHER_NAME = "leave it as it was, and add one of another name";
    private static final String OTHER_VALUES = "what was written would be read as other values; " + ANOTHER_NAME;
    private static final String NOT_READ = "what was written could not be read; " + ANOTHER_NAME;
    private static final Map<Schema.Type, Set<Schema.Type>> EXACT_PROMOTIONS = Map.of(
            Schema.Type.INT, Set.of(Schema.Type.LONG, Schema.Type.DOUBLE),
            Schema.Type.FLOAT, Set.of(Schema.Type.DOUBLE),
            Schema.Type.STRING, Set.of(Schema.Type.BYTES));
    private static final Map<Schema.Type, Set<Schema.Type>> INEXACT_PROMOTIONS = Map.of(
            Schema.Type.INT, Set.of(Schema.Type.FLOAT),
            Schema.Type.LONG, Set.of(Schema.Type.FLOAT, Schema.Type.DOUBLE),
            Schema.Type.BYTES, Set.of(Schema.Type.STRING));

    private final List<Incompatibility> found = new ArrayList<>();
    /** The records within which we are, which may contain themselves. */
    private final IdentityHashMap<Schema, Boolean> open = new IdentityHashMap<>();

    private Compatibility() {}

    /**
     * Returns what hinders that records be read; none where each value stays what it was.
     *
     * @param writer what they were written with
     * @param reader what they are to be read with
     */
    public static List<Incompatibility> between(Schema writer, Schema reader) {
        var compatibility = new Compatibility();
        compatibility.compare(reader.getName(), writer, reader);
        if (compatibility.found.isEmpty()) {
            compatibility.askAvro(writer, reader);
        }
        return List.copyOf(compatibility.found);
    }

    private void compare(String path, Schema writer, Schema reader) {
        try {
            match(path, Schema.applyAliases(writer, reader), reader);
        } catch (AvroRuntimeException e) {
            tell(
                    path,
                    form(writer),
                    form(reader) + " with aliases",
                    "an alias is the name of another field that was written, so that both would be one; take the alias out");
        }
    }

    private void match(String path, Schema writer, Schema reader) {
        if (writer.getType() == Schema.Type.UNION) {
            writer.getTypes().forEach(branch -> match(path, branch, reader));
        } else if (reader.getType() == Schema.Type.UNION) {
            Resolver.Action action = Resolver.resolve(writer, reader);
            if (action instanceof ReaderUnion union) {
                match(path, writer, reader.getTypes().get(union.firstMatch));
            } else {
                tell(path, writer, reader, NOT_READ);
            }
        } else if (!logicalType(writer).equals(logicalType(reader))) {
            tell(path, writer, reader, OTHER_VALUES);
        } else if (writer.getType() != reader.getType()) {
            promote(path, writer, reader);
        } else {
            matchAlike(path, writer, reader);
        }
    }

    private void matchAlike(String path, Schema writer, Schema reader) {
        switch (reader.getType()) {
            case RECORD -> {
                if (open.put(reader, true) == null) {
                    matchFields(path, writer, reader);
                    open.remove(reader);
                }
            }
            case ARRAY -> match(path + "[]", writer.getElementType(), reader.getElementType());
            case MAP -> match(path + "{}", writer.getValueType(), reader.getValueType());
            case ENUM -> matchSymbols(path, writer, reader);
            default -> {
                if (Resolver.resolve(writer, reader) instanceof ErrorAction) {
                    tell(path, writer, reader, NOT_READ);
                }
            }
        }
    }

    private void matchFields(String path, Schema writer, Schema reader) {
        var names = new HashSet<String>();
        for (Schema.Field field : reader.getFields()) {
            String place = path + "." + field.name();
            Schema.Field written = writer.getField(field.name());
            if (written != null) {
                match(place, written.schema(), field.schema());
            } else if (!field.hasDefaultValue()) {
                tell(
                        place,
                        "not there",
                        form(field.schema()) + " without a default",
                        "what was written has no value for it; give it a default");
            }
            if (!names.add(field.name()) || field.aliases().stream().anyMatch(alias -> !names.add(alias))) {
                tell(
                        place,
                        "one field",
                        "one of two of that name or alias",
                        "what was written would be read as either; take the alias out");
            }
        }
    }

    /** A symbol that the reader does not know becomes its default, without a word. */
    private void matchSymbols(String path, Schema writer, Schema reader) {
        String unknown = writer.getEnumSymbols().stream()
                .filter(symbol -> !reader.hasEnumSymbol(symbol))
                .collect(Collectors.joining(", "));
        if (!writer.getFullName().equals(reader.getFullName())) {
            tell(path, writer, reader, NOT_READ);
        } else if (!unknown.isEmpty()) {
            tell(
                    path,
                    "also " + unknown,
                    form(reader) + " without " + unknown,
                    reader.getEnumDefault() == null
                            ? "what was written could not be read; leave the symbols in"
                            : "what was written would be read as " + reader.getEnumDefault()
                                    + "; leave the symbols in");
        }
    }

    private void promote(String path, Schema writer, Schema reader) {
        if (INEXACT_PROMOTIONS.getOrDefault(writer.getType(), Set.of()).contains(reader.getType())) {
            tell(path, writer, reader, OTHER_VALUES);
        } else if (!EXACT_PROMOTIONS.getOrDefault(writer.getType(), Set.of()).contains(reader.getType())) {
            tell(path, writer, reader, NOT_READ);
        }
    }

    /** What Avro itself finds, such as a record of another name. */
    private void askAvro(Schema writer, Schema reader) {
        try {
            SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
                    .getResult()
                    .getIncompatibilities()
                    .forEach(problem -> tell(
                            reader.getName() + problem.getLocation(),
                            problem.getWriterFragment(),
                            problem.getReaderFragment(),
                            NOT_READ));
        } catch (AvroRuntimeException e) {
            tell(reader.getName(), writer, reader, NOT_READ);
        }
    }

    private void tell(String path, Schema writer, Schema reader, String remedy) {
        tell(path, form(writer), form(reader), remedy);
    }

    private void tell(String path, String was, String is, String remedy) {
        found.add(new Incompatibility(path, was, is, remedy));
    }

    /**
     * Returns the name of a logical type with what belongs to it, empty where there is none. By the properties: of a type that Avro
     * does not know, and of a schema that aliases renamed, it keeps no more.
     */
    private static String logicalType(Schema schema) {
        String name = schema.getProp(LogicalType.LOGICAL_TYPE_PROP);
        if (name == null) {
            return "";
        }
        Object scale = schema.getObjectProp("scale");
        return name.equals("decimal")
                ? "decimal(%s, %s)".formatted(schema.getObjectProp("precision"), scale == null ? 0 : scale)
                : name;
    }

    private static String form(Schema schema) {
        String logicalType = logicalType(schema);
        String form =
                switch (schema.getType()) {
                    case ARRAY -> "array of " + form(schema.getElementType());
                    case MAP -> "map of " + form(schema.getValueType());
                    case UNION ->
                        schema.getTypes().stream().map(Compatibility::form).collect(Collectors.joining(" or "));
                    case RECORD, ENUM -> schema.getType().getName() + " " + schema.getFullName();
                    case FIXED -> "fixed " + schema.getFullName() + " of " + schema.getFixedSize() + " bytes";
                    default -> schema.getType().getName();
                };
        return logicalType.isEmpty() ? form : form + " (" + logicalType + ")";
    }
}

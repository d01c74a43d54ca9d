package io.caravan.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class CompatibilityTest {
    private static final String LONG = "'long'";
    private static final String MILLIS = "{'type':'long','logicalType':'timestamp-millis'}";
    private static final String MICROS = "{'type':'long','logicalType':'timestamp-micros'}";
    private static final String LOCAL_MILLIS = "{'type':'long','logicalType':'local-timestamp-millis'}";
    private static final String DATE = "{'type':'int','logicalType':'date'}";
    private static final String TIME = "{'type':'int','logicalType':'time-millis'}";
    private static final String DECIMAL = "{'type':'bytes','logicalType':'decimal','precision':9,'scale':2}";
    private static final String UUID = "{'type':'string','logicalType':'uuid'}";
    private static final String UNKNOWN = "{'type':'long','logicalType':'beats'}";

    /**
     * A change of the type of a field: what Avro says of it, and what we say. Avro's word is held against Avro, so that the table also
     * says where it is blind.
     */
    private record Change(String was, String is, boolean avroTakes, String expected) {}

    private static Change same(String was, String is) {
        return new Change(was, is, true, "");
    }

    /** What Avro takes, and we do not. */
    private static Change blind(String was, String is, String expected) {
        return new Change(was, is, true, expected);
    }

    private static Change refused(String was, String is, String expected) {
        return new Change(was, is, false, expected);
    }

    static Stream<Change> changes() {
        return Stream.of(
                same("'string'", "'string'"),
                same("'string'", "['null','string']"),
                same("['null','string']", "['string','null']"),
                same("'int'", LONG),
                same("'int'", "'double'"),
                same("'float'", "'double'"),
                same("'string'", "'bytes'"),
                same(MILLIS, MILLIS),
                same(MILLIS, "['null'," + MILLIS + "]"),
                same(DECIMAL, DECIMAL),
                same(
                        "{'type':'bytes','logicalType':'decimal','precision':9}",
                        "{'type':'bytes','logicalType':'decimal','precision':9,'scale':0}"),
                same("{'type':'string','avro.java.string':'String'}", "'string'"),
                blind(MILLIS, MICROS, "R.f was long (timestamp-millis) and is long (timestamp-micros)"),
                blind(MICROS, MILLIS, "R.f was long (timestamp-micros) and is long (timestamp-millis)"),
                blind(MILLIS, LOCAL_MILLIS, "R.f was long (timestamp-millis) and is long (local-timestamp-millis)"),
                blind(MILLIS, LONG, "R.f was long (timestamp-millis) and is long"),
                blind(LONG, MILLIS, "R.f was long and is long (timestamp-millis)"),
                blind(LONG, UNKNOWN, "R.f was long and is long (beats)"),
                blind("'int'", MILLIS, "R.f was int and is long (timestamp-millis)"),
                blind(DATE, MILLIS, "R.f was int (date) and is long (timestamp-millis)"),
                blind(DATE, "'int'", "R.f was int (date) and is int"),
                blind(DATE, LONG, "R.f was int (date) and is long"),
                blind(DATE, TIME, "R.f was int (date) and is int (time-millis)"),
                refused(MILLIS, DATE, "R.f was long (timestamp-millis) and is int (date)"),
                blind(
                        DECIMAL,
                        DECIMAL.replace(":2", ":3"),
                        "R.f was bytes (decimal(9, 2)) and is bytes (decimal(9, 3))"),
                blind(
                        DECIMAL,
                        DECIMAL.replace(":9", ":12"),
                        "R.f was bytes (decimal(9, 2)) and is bytes (decimal(12, 2))"),
                blind(DECIMAL, "'bytes'", "R.f was bytes (decimal(9, 2)) and is bytes"),
                blind("'bytes'", DECIMAL, "R.f was bytes and is bytes (decimal(9, 2))"),
                blind(
                        "{'type':'fixed','name':'D','size':8,'logicalType':'decimal','precision':9,'scale':2}",
                        "{'type':'fixed','name':'D','size':8,'logicalType':'decimal','precision':9,'scale':4}",
                        "R.f was fixed D of 8 bytes (decimal(9, 2)) and is fixed D of 8 bytes (decimal(9, 4))"),
                blind("'string'", UUID, "R.f was string and is string (uuid)"),
                blind(UUID, "'string'", "R.f was string (uuid) and is string"),
                blind(
                        "['null'," + MILLIS + "]",
                        "['null'," + MICROS + "]",
                        "R.f was long (timestamp-millis) and is long (timestamp-micros)"),
                blind(
                        MILLIS,
                        "['null','string'," + MICROS + "]",
                        "R.f was long (timestamp-millis) and is long (timestamp-micros)"),
                blind(
                        "{'type':'array','items':" + DATE + "}",
                        "{'type':'array','items':['null','int']}",
                        "R.f[] was int (date) and is int"),
                blind(
                        "{'type':'map','values':['null'," + DECIMAL + "]}",
                        "{'type':'map','values':['null'," + DECIMAL.replace(":2", ":1") + "]}",
                        "R.f{} was bytes (decimal(9, 2)) and is bytes (decimal(9, 1))"),
                blind(
                        "['null',{'type':'array','items':" + record("S", MILLIS) + "}]",
                        "['null',{'type':'array','items':" + record("S", MICROS) + "}]",
                        "R.f[].f was long (timestamp-millis) and is long (timestamp-micros)"),
                blind(
                        "{'type':'map','values':" + record("S", record("T", "['null'," + UUID + "]")) + "}",
                        "{'type':'map','values':" + record("S", record("T", "['null','string']")) + "}",
                        "R.f{}.f.f was string (uuid) and is string"),
                blind(LONG, "'double'", "R.f was long and is double"),
                blind(LONG, "'float'", "R.f was long and is float"),
                blind("'int'", "'float'", "R.f was int and is float"),
                blind("'bytes'", "'string'", "R.f was bytes and is string"),
                blind(LONG, "['null','double']", "R.f was long and is double"),
                blind(
                        "{'type':'enum','name':'E','symbols':['A','B']}",
                        "{'type':'enum','name':'E','symbols':['A'],'default':'A'}",
                        "R.f was also B and is enum E without B"),
                refused(
                        "{'type':'enum','name':'E','symbols':['A','B']}",
                        "{'type':'enum','name':'E','symbols':['A']}",
                        "R.f was also B and is enum E without B"),
                same(
                        "{'type':'enum','name':'E','symbols':['A','B']}",
                        "{'type':'enum','name':'E','symbols':['C','B','A']}"),
                refused("'string'", LONG, "R.f was string and is long"),
                refused(LONG, "'int'", "R.f was long and is int"),
                refused("['null','string']", "'string'", "R.f was null and is string"),
                refused("'boolean'", "['null','string']", "R.f was boolean and is null or string"),
                refused(
                        "{'type':'array','items':'int'}",
                        "{'type':'map','values':'int'}",
                        "R.f was array of int and is map of int"),
                refused(
                        "{'type':'fixed','name':'D','size':8}",
                        "{'type':'fixed','name':'D','size':9}",
                        "R.f was fixed D of 8 bytes and is fixed D of 9 bytes"),
                refused(record("S", LONG), record("U", LONG), "R/fields/0/type/name was record S and is record U"));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void aChangeOfATypeIsTakenOrToldWithItsPlace(Change change) {
        Schema writer = parse(record("R", change.was()));
        Schema reader = parse(record("R", change.is()));

        assertThat(SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
                        .getType())
                .as("what Avro says")
                .isEqualTo(
                        change.avroTakes() ? SchemaCompatibilityType.COMPATIBLE : SchemaCompatibilityType.INCOMPATIBLE);
        assertThat(told(writer, reader))
                .containsExactlyElementsOf(change.expected().isEmpty() ? List.of() : List.of(change.expected()));
    }

    private static String record(String name, String type) {
        return "{'type':'record','name':'%s','fields':[{'name':'f','type':%s}]}".formatted(name, type);
    }

    private static Schema parse(String schema) {
        return new Schema.Parser().parse(schema.replace('\'', '"'));
    }

    private static Schema fields(String... fields) {
        return parse("{'type':'record','name':'R','fields':[{" + String.join("},{", fields) + "}]}");
    }

    /** Without what to do about it. */
    private static List<String> told(Schema writer, Schema reader) {
        return Compatibility.between(writer, reader).stream()
                .map(problem -> "%s was %s and is %s".formatted(problem.path(), problem.was(), problem.is()))
                .toList();
    }

    @Test
    void everyProblemIsToldWithWhatToDo() {
        Schema writer = fields("'name':'a','type':" + MILLIS, "'name':'b','type':'string'");
        Schema reader = fields("'name':'a','type':" + MICROS, "'name':'b','type':'int'", "'name':'c','type':'string'");

        assertThat(Compatibility.between(writer, reader))
                .extracting(Incompatibility::toString)
                .containsExactly(
                        "R.a was long (timestamp-millis) and is long (timestamp-micros): what was written would be read as other values;"
                                + " leave it as it was, and add one of another name",
                        "R.b was string and is int: what was written could not be read; leave it as it was, and add one of another name",
                        "R.c was not there and is string without a default: what was written has no value for it; give it a default");
    }

    @Test
    void fieldsAreMatchedByNameWhateverTheirOrderAndOneThatIsGoneIsNoProblem() {
        Schema writer = fields("'name':'a','type':" + MILLIS, "'name':'b','type':'int'", "'name':'c','type':" + DATE);

        assertThat(told(writer, fields("'name':'c','type':" + DATE, "'name':'a','type':" + MILLIS)))
                .isEmpty();
        assertThat(told(writer, fields("'name':'c','type':" + MILLIS, "'name':'a','type':" + MILLIS)))
                .containsExactly("R.c was int (date) and is long (timestamp-millis)");
    }

    @Test
    void aFieldMoreNeedsADefault() {
        Schema writer = fields("'name':'a','type':'int'");

        assertThat(told(
                        writer,
                        fields("'name':'a','type':'int'", "'name':'b','type':['null'," + MILLIS + "],'default':null")))
                .isEmpty();
    }

    @Test
    void aFieldThatIsRenamedByAnAliasIsComparedWithTheOneBefore() {
        Schema writer = fields("'name':'a','type':" + MILLIS);

        assertThat(told(writer, fields("'name':'b','aliases':['a'],'type':" + MILLIS)))
                .isEmpty();
        assertThat(told(writer, fields("'name':'b','aliases':['a'],'type':" + MICROS)))
                .containsExactly("R.b was long (timestamp-millis) and is long (timestamp-micros)");
    }

    @Test
    void aRecordWithinThatIsRenamedByAnAliasIsComparedWithTheOneBefore() {
        Schema writer = parse(record("R", "['null'," + record("S", DECIMAL) + "]"));
        String renamed = record("T", "%s").replace("'name':'T'", "'name':'T','aliases':['S']");

        assertThat(told(writer, parse(record("R", "['null'," + renamed.formatted(DECIMAL) + "]"))))
                .isEmpty();
        assertThat(told(writer, parse(record("R", "['null'," + renamed.formatted(DECIMAL.replace(":2", ":0")) + "]"))))
                .containsExactly("R.f.f was bytes (decimal(9, 2)) and is bytes (decimal(9, 0))");
    }

    /** Avro finds them compatible, and reads a as its default although it was written. */
    @Test
    void anAliasThatIsTheNameOfAnotherFieldIsRefused() {
        Schema writer = fields("'name':'a','type':'string'");
        Schema reader = fields("'name':'a','type':'string','default':''", "'name':'b','aliases':['a'],'type':'string'");

        assertThat(SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
                        .getType())
                .isEqualTo(SchemaCompatibilityType.COMPATIBLE);
        assertThat(told(writer, reader)).containsExactly("R.b was one field and is one of two of that name or alias");
    }

    @Test
    void anAliasThatMakesTwoWrittenFieldsOneIsRefused() {
        Schema writer = fields("'name':'a','type':'string'", "'name':'b','type':'string'");

        assertThat(told(writer, fields("'name':'a','aliases':['b'],'type':'string'")))
                .containsExactly("R was record R and is record R with aliases");
    }

    @Test
    void recordsThatHoldThemselvesAreComparedToo() {
        String chain =
                "{'type':'record','name':'R','fields':[{'name':'next','type':['null','R']},{'name':'f','type':%s}]}";

        assertThat(told(parse(chain.formatted(DATE)), parse(chain.formatted(DATE))))
                .isEmpty();
        assertThat(told(parse(chain.formatted(DATE)), parse(chain.formatted("'int'"))))
                .containsExactly("R.f was int (date) and is int");
    }

    @Test
    void bothPlacesOfATypeThatIsUsedTwiceAreTold() {
        String twice = "{'type':'record','name':'R','fields':[{'name':'x','type':%s},{'name':'y','type':'S'}]}";

        assertThat(told(parse(twice.formatted(record("S", DATE))), parse(twice.formatted(record("S", TIME)))))
                .containsExactly(
                        "R.x.f was int (date) and is int (time-millis)",
                        "R.y.f was int (date) and is int (time-millis)");
    }

    @ParameterizedTest
    @EnumSource
    void oursReadWhatTheyWrote(RecordType type) {
        assertThat(told(type.schema(), type.schema())).isEmpty();
    }

    @Test
    void aTimeOfOursInAnotherUnitIsFoundAtEachOfItsPlaces() {
        Schema before = new Schema.Parser()
                .parse(RecordType.ENTRY.schema().toString().replace("timestamp-millis", "timestamp-micros"));

        assertThat(told(before, RecordType.ENTRY.schema()))
                .contains("Entry.added_at was long (timestamp-micros) and is long (timestamp-millis)")
                .allMatch(sentence -> sentence.endsWith(" was long (timestamp-micros) and is long (timestamp-millis)"));
        assertThat(told(
                        new Schema.Parser()
                                .parse(RecordType.ENTRY.schema().toString().replace("\"date\"", "\"time-millis\"")),
                        RecordType.ENTRY.schema()))
                .containsExactly("Entry.song.album.release_date was int (time-millis) and is int (date)");
    }
}

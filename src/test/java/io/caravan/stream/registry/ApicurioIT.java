package io.caravan.stream.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.caravan.PythonEnvironment;
import io.caravan.stream.RecordType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract, held by Apicurio, and a client in Python that reads what is written with a schema that is registered there. */
@Tag("long")
class ApicurioIT extends SchemaRegistryContractTest {
    private static final Pattern EXAMPLE = Pattern.compile("```python\n(.*?)```", Pattern.DOTALL);

    private static RegistryServer server;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() {
        server = RegistryServer.start();
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Override
    String url() {
        return server.url();
    }

    /** By Avro alone, and the framing that the page describes. */
    private byte[] framed(RecordType type, GenericRecord record) throws IOException {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(ByteBuffer.allocate(5)
                .put((byte) 0)
                .putInt(new SchemaRegistry(url(), "", "").idOf(type))
                .array());
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        new GenericDatumWriter<GenericRecord>(type.schema()).write(record, encoder);
        encoder.flush();
        return bytes.toByteArray();
    }

    @Test
    void theExampleInPythonReadsARecord() throws Exception {
        GenericData.Record rest = new GenericRecordBuilder(RecordType.REST.schema())
                .set("publication", "p")
                .set("snapshot", "4uLU6hMCjMI75M1A2tKUQC_20261121T063557027Z")
                .set("extracted_at", 1_795_242_957_027L)
                .build();
        Path value = Files.write(folder.resolve("value"), framed(RecordType.REST, rest));
        Matcher example = EXAMPLE.matcher(Files.readString(Path.of("docs/stream.md")));
        assertThat(example.find()).isTrue();
        Path program = Files.writeString(folder.resolve("example.py"), example.group(1) + """

                import sys
                with open(sys.argv[2], "rb") as file:
                    print(json.dumps(decode(sys.argv[1], file.read()), default=str))
                """);

        JsonNode read = new ObjectMapper()
                .readTree(PythonEnvironment.run(
                        PythonEnvironment.of("stream-requirements.txt").python(),
                        program.toString(),
                        url(),
                        value.toString()));

        assertThat(read.path("publication").asText()).isEqualTo("p");
        assertThat(read.path("snapshot").asText()).isEqualTo("4uLU6hMCjMI75M1A2tKUQC_20261121T063557027Z");
        assertThat(read.path("extracted_at").asText()).isEqualTo("2026-11-21 06:35:57.027000+00:00");
    }
}

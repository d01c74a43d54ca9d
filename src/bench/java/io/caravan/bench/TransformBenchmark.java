package io.caravan.bench;

import io.caravan.transform.Fingerprint;
import io.caravan.transform.RawSource;
import io.caravan.transform.Snapshot;
import io.caravan.transform.SnapshotTransform;
import io.caravan.transform.TableRows;
import io.caravan.transform.UserIds;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One raw object of 2,000 entries, from memory: what reading its tokens takes, what its rows, what its CSV files. */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@State(Scope.Thread)
public class TransformBenchmark {
    static final int ENTRIES = 2_000;

    /** Which of Spotify's shapes. */
    @Param
    public Shape shape;

    private final SnapshotTransform transform = new SnapshotTransform(UserIds.HASH);
    private byte[] bytes;
    private RawSource source;
    private Fingerprint fingerprint;

    /** Reads the object into memory. */
    @Setup
    public void prepare() throws Exception {
        Path file = RawSnapshots.files(shape, 1, ENTRIES).get(0);
        bytes = Files.readAllBytes(file);
        source = new RawSource("raw_data/to_processed/" + file.getFileName(), Instant.EPOCH);
        fingerprint = Fingerprint.of(new ByteArrayInputStream(bytes));
    }

    /** The floor: every token, and nothing done with it. */
    @Benchmark
    public int tokens() throws IOException {
        return TokenLoop.tokens(bytes);
    }

    /** The rows of the six tables of an object that Caravan extracted: its SHA-256 came with it, and a checksum proves it. */
    @Benchmark
    public Snapshot rows() throws IOException {
        return transform.read(source, new ByteArrayInputStream(bytes), fingerprint);
    }

    /** The same of another program's object, whose SHA-256 nobody has computed. */
    @Benchmark
    public Snapshot hashedRows() throws IOException {
        return transform.read(source, new ByteArrayInputStream(bytes));
    }

    /** The rows, and the six CSV files of them as the route writes them. */
    @Benchmark
    public long csv() throws IOException {
        return written(rows());
    }

    /** The same of another program's object. */
    @Benchmark
    public long hashedCsv() throws IOException {
        return written(hashedRows());
    }

    private static long written(Snapshot snapshot) throws IOException {
        var written = new CountedBytes();
        for (TableRows rows : snapshot.rows().values()) {
            rows.writeCsv(written);
        }
        return written.count;
    }

    private static final class CountedBytes extends OutputStream {
        private long count;

        @Override
        public void write(int b) {
            count++;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            count += length;
        }
    }
}

package io.caravan.warehouse.snowflake;

import io.caravan.failure.ConfigurationException;
import io.caravan.failure.RejectedException;
import io.caravan.lake.Lake;
import io.caravan.lake.ManyAtOnce;
import io.caravan.lake.Prefixes;
import io.caravan.warehouse.WarehouseDialect;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** Snowflake, which reads the files itself through an external stage over the lake. */
public final class SnowflakeDialect implements WarehouseDialect {
    private static final String STAGE = ":stage";
    private static final int NETWORK_ERROR = 200015;
    private static final int LOCK_TIMED_OUT = 625;
    private static final String IDENTIFIER = "[A-Za-z_][A-Za-z0-9_$]*";

    /** The class of SQLState for what somebody may not do. */
    private static final String DENIED_STATES = "42";

    private final Lake lake;
    private final String stage;
    /** What was put into the lake for a load that has not ended yet. */
    private final Queue<String> landing = new ConcurrentLinkedQueue<>();

    /**
     * Creates the bean.
     *
     * @param lake what the stage reads
     * @param stage the name of the stage whose URL is the bucket and prefix, such as {@code lake_stage} or {@code caravan.public.lake_stage}
     * @throws ConfigurationException when that is no name
     */
    public SnowflakeDialect(Lake lake, String stage) {
        if (!stage.matches(IDENTIFIER + "(\\." + IDENTIFIER + "){0,2}")) {
            throw new ConfigurationException(
                    "warehouse.stage must be the name of a stage in Snowflake such as lake_stage or caravan.public.lake_stage");
        }
        this.lake = lake;
        this.stage = stage;
    }

    @Override
    public List<String> openingStatements(String runId) {
        return new Engine().sessionStatements(runId);
    }

    @Override
    public boolean keepsConnections() {
        return true;
    }

    /** {@inheritDoc} Whether they are there is asked of S3: Snowflake's answer is the same for what it may not read. */
    @Override
    public String copyStatement(String sql, List<String> keys) {
        ManyAtOnce.map(keys, this::requireObject);
        return sql.replace(STAGE, stage)
                .replace(FILES, keys.stream().map(key -> "'" + key + "'").collect(Collectors.joining(", ")));
    }

    private String requireObject(String key) {
        try {
            lake.describe(key);
            return key;
        } catch (NoSuchKeyException e) {
            // Without its cause, which the routes would take for a failing network.
            throw new RejectedException(
                    "There is no " + key + ", which the manifest names; replay the snapshot, which writes it anew");
        }
    }

    /** {@inheritDoc} It goes into the lake for as long as the load takes, since the stage reads nothing else. */
    @Override
    public String copyStatement(String sql, Path file) {
        String key = Prefixes.LANDING + UUID.randomUUID() + "/" + file.getFileName();
        lake.upload(key, file, "text/csv; charset=utf-8");
        landing.add(key);
        return sql.replace(STAGE, stage).replace(FILES, "'" + key + "'");
    }

    /** {@inheritDoc} Temporary tables end with the session or with the next load. */
    @Override
    public void cleanUp() {
        for (String key = landing.poll(); key != null; key = landing.poll()) {
            lake.delete(key);
        }
    }

    /**
     * {@inheritDoc} The driver gives its network errors a code of its own; another one is that a lock did not come in time, and others that
     * S3 or KMS keeps Snowflake from reading a file.
     */
    @Override
    public boolean isAway(SQLException error) {
        return WarehouseDialect.super.isAway(error)
                || error.getErrorCode() == NETWORK_ERROR
                || error.getErrorCode() == LOCK_TIMED_OUT
                || (isOfValues(error) && isDenied(error));
    }

    /** {@inheritDoc} Snowflake numbers what it has against a sign-in from 390000 on, and among it sessions that ended. */
    @Override
    public boolean isRefusal(SQLException error) {
        int code = error.getErrorCode();
        return code >= 390_000 && code < 391_000 && (code < 390_110 || code > 390_115);
    }

    /** {@inheritDoc} A file that Snowflake may not read is nobody's data, though its number stands among those of values. */
    @Override
    public boolean isDataError(SQLException error) {
        return isOfValues(error) && !isDenied(error);
    }

    /** Tells whether it comes of evaluating values, in a COPY or elsewhere, which Snowflake numbers from 100000 on. */
    private static boolean isOfValues(SQLException error) {
        return error.getErrorCode() >= 100_000 && error.getErrorCode() < 101_000;
    }

    private static boolean isDenied(SQLException error) {
        return String.valueOf(error.getSQLState()).startsWith(DENIED_STATES);
    }
}

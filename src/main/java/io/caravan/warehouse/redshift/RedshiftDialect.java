package io.caravan.warehouse.redshift;

import io.caravan.failure.ConfigurationException;
import io.caravan.model.Column;
import io.caravan.model.Table;
import io.caravan.sink.LedgerRows;
import io.caravan.warehouse.CopyPart;
import io.caravan.warehouse.SqlStatement;
import io.caravan.warehouse.WarehouseDialect;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Redshift, which reads Parquet from S3 through a role. */
public final class RedshiftDialect implements WarehouseDialect {
    /** Where who reads the lake stands in a statement. */
    private static final String ROLE = ":role";

    private static final String ARN = "arn:aws[a-z-]*:iam::\\d{12}:role/[A-Za-z0-9+=,.@_/-]+";

    /** How values of SQLState begin that are about values and keys. */
    private static final List<String> DATA_STATES = List.of("22", "23");

    /** That nobody signs in so, or not to this database. */
    private static final List<String> REFUSAL_STATES = List.of("28", "3D");

    /** A cluster that restarts or pauses, and a transaction that another one has overtaken. */
    private static final List<String> AWAY_STATES = List.of("57P", "40", "53");

    /** With these words COPY tells that it may not read the lake: S3's answer, and that of who gives out roles. */
    private static final List<String> OF_THE_LAKE = List.of("S3ServiceException", "assume IAM Role");

    private final StagedFiles files;
    private final String role;

    /**
     * Creates the bean.
     *
     * @param files what the load writes for Redshift
     * @param role the ARN of the role through which Redshift reads them, several with commas where one assumes the next; or
     *     {@code default}, the cluster's own
     * @throws ConfigurationException when it is none of these
     */
    public RedshiftDialect(StagedFiles files, String role) {
        if (!role.matches("|default|" + ARN + "(," + ARN + ")*")) {
            throw new ConfigurationException(
                    "warehouse.iam-role must be the ARN of a role such as arn:aws:iam::123456789012:role/caravan-redshift, or"
                            + " default");
        }
        this.files = files;
        this.role = role.equals("default") ? role : "'" + role + "'";
    }

    @Override
    public List<String> openingStatements(String runId) {
        return new Engine().sessionStatements(runId);
    }

    @Override
    public boolean keepsConnections() {
        return true;
    }

    @Override
    public String copyStatement(String sql, CopyPart part) {
        List<Column> columns = part.table().columns().stream()
                .filter(column -> column.since() <= part.model())
                .toList();
        return filled(sql, files.ofCsv(part.table(), columns, part.files()));
    }

    /** {@inheritDoc} No text of Redshift holds those of a batch, so they come as files too. */
    @Override
    public SqlStatement stagingStatement(String sql, LedgerRows rows) {
        return new SqlStatement(rows.statement(), filled(sql, files.ofRows(rows)), Map.of());
    }

    private String filled(String sql, String manifest) {
        return sql.replace(FILES, "'" + manifest + "'").replace(ROLE, role);
    }

    @Override
    public String copyStatement(String sql, List<String> keys) {
        throw new UnsupportedOperationException("Which columns these files have is not said");
    }

    @Override
    public String copyStatement(String sql, Path file) {
        throw new UnsupportedOperationException("Nothing is landed in Redshift");
    }

    /** {@inheritDoc} What COPY says of a role that is wrong, nothing but a COPY brings to light. */
    @Override
    public void tryToRead(Connection connection) throws SQLException {
        String lock = Table.ETL_LOCK.columns().stream()
                .map(column -> column.name() + " varchar")
                .collect(Collectors.joining(", "));
        try (var statement = connection.createStatement()) {
            String manifest =
                    files.ofRows(new LedgerRows(Table.ETL_LOCK, List.of(Map.of("lock_name", "doctor", "run_id", ""))));
            statement.execute("create temporary table doctor_lock (" + lock + ")");
            statement.execute(filled(
                    "copy doctor_lock (" + lock.replace(" varchar", "")
                            + ") from :files iam_role :role format as parquet manifest",
                    manifest));
            statement.execute("drop table doctor_lock");
        } catch (SQLException e) {
            if (!isOfTheLake(e)) {
                throw e;
            }
            throw new ConfigurationException("Redshift cannot read the lake through warehouse.iam-role ("
                    + role.replace("'", "") + "): "
                    + e.getMessage().lines().findFirst().orElse("")
                    + "; attach that role to the cluster or workgroup, let redshift.amazonaws.com take it, give it"
                    + " docker/aws/redshift/read-policy.json, and have the bucket in the same region");
        } finally {
            files.cleanUp();
        }
    }

    @Override
    public void cleanUp() {
        files.cleanUp();
    }

    @Override
    public boolean isAway(SQLException error) {
        return WarehouseDialect.super.isAway(error) || isOf(error, AWAY_STATES) || isOfTheLake(error);
    }

    @Override
    public boolean isRefusal(SQLException error) {
        return isOf(error, REFUSAL_STATES);
    }

    @Override
    public boolean isDataError(SQLException error) {
        return isOf(error, DATA_STATES) && !isOfTheLake(error);
    }

    private static boolean isOfTheLake(SQLException error) {
        return OF_THE_LAKE.stream().anyMatch(String.valueOf(error.getMessage())::contains);
    }

    private static boolean isOf(SQLException error, List<String> states) {
        return states.stream().anyMatch(String.valueOf(error.getSQLState())::startsWith);
    }
}

package io.caravan.schema;

import io.caravan.failure.ConfigurationException;
import java.util.regex.Pattern;

/**
 * The statement for a table of Athena over the archive: a row a line, partitions by projection, so that no crawler has to find the days.
 *
 * @see <a href="https://docs.aws.amazon.com/athena/latest/ug/partition-projection-supported-types.html">Partition projection</a>
 */
public final class AthenaTable {
    /** What Glue lower-cases or refuses is not let in. */
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,99}");

    private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
    private static final Pattern PREFIX = Pattern.compile("([A-Za-z0-9_=-][A-Za-z0-9_.=-]*/)*");

    private AthenaTable() {}

    /**
     * Returns the statement.
     *
     * @param name {@code database.table}, in small letters
     * @param bucket name of the lake's bucket
     * @param prefix where the lake lies in it: empty, or ending in {@code /}
     * @param first the first year of which a query is to find anything
     * @param last the last such year
     * @throws ConfigurationException if a name is not plain
     */
    public static String statement(String name, String bucket, String prefix, int first, int last) {
        String[] parts = name.split("\\.", -1);
        if (parts.length != 2
                || !NAME.matcher(parts[0]).matches()
                || !NAME.matcher(parts[1]).matches()) {
            throw new ConfigurationException("--athena=" + name
                    + " names no table; give it as database.table, each in small letters, digits and underscores");
        }
        if (!BUCKET.matcher(bucket).matches() || !PREFIX.matcher(prefix).matches()) {
            throw new ConfigurationException(
                    "lake.bucket " + bucket + " and lake.prefix " + prefix
                            + " make no location; the bucket is in small letters, digits, dots and hyphens, the prefix a path that ends in a slash");
        }
        String location = "s3://" + bucket + "/" + prefix + "raw_data/processed/";
        return """
                create external table %1$s (
                    line string
                )
                partitioned by (
                    year int,
                    month int,
                    day int
                )
                row format delimited
                    fields terminated by '\\001'
                    lines terminated by '\\n'
                stored as textfile
                location '%4$s'
                tblproperties (
                    'projection.enabled' = 'true',
                    'projection.year.type' = 'integer',
                    'projection.year.range' = '%2$d,%3$d',
                    'projection.month.type' = 'integer',
                    'projection.month.range' = '1,12',
                    'projection.month.digits' = '2',
                    'projection.day.type' = 'integer',
                    'projection.day.range' = '1,31',
                    'projection.day.digits' = '2',
                    'storage.location.template' = '%4$syear=${year}/month=${month}/day=${day}/'
                )
                """.formatted(name, first, last, location);
    }
}

package io.caravan.redshift;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.duckdb.DuckDBDriver;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** COPY of Parquet by a manifest, as an insert of the rows that the files hold. */
final class RedshiftCopy {
    private static final Pattern COPY =
            Pattern.compile("(?s)\\s*copy (\\w+) \\(([^)]*)\\)\\s*from '(s3://[^']*)'\\s*(.*?)\\s*");
    private static final Pattern OPTIONS =
            Pattern.compile("iam_role '(arn:aws:iam::\\d{12}:role/[\\w-]+)'\\s+format as parquet\\s+manifest");
    /** The one that is attached. */
    static final String ROLE = "arn:aws:iam::123456789012:role/caravan-redshift";

    private static final Map<String, String> TYPES = Map.of(
            "VARCHAR",
            "varchar(65535)",
            "INTEGER",
            "integer",
            "BIGINT",
            "bigint",
            "BOOLEAN",
            "boolean",
            "DATE",
            "date",
            "TIMESTAMP",
            "timestamp");

    private final S3Client s3;
    private final ObjectMapper json = new ObjectMapper();

    RedshiftCopy(S3Client s3) {
        this.s3 = s3;
    }

    static boolean isOne(String sql) {
        return RedshiftTokens.of(sql).get(0).equals("copy");
    }

    /**
     * Returns the insert.
     *
     * @throws RefusedException when an option is none that COPY takes for Parquet, or a file is not as the manifest says
     */
    String asInsert(String sql) {
        Matcher copy = COPY.matcher(sql.replaceAll("(?m)^--.*\n", ""));
        Matcher options = OPTIONS.matcher(copy.matches() ? copy.group(4) : "");
        if (!options.matches()) {
            throw RefusedException.notListed("the options of this copy of Parquet");
        }
        if (!options.group(1).equals(ROLE)) {
            throw RefusedException.said(
                    "User arn:aws:redshift:us-east-1:123456789012:dbuser:caravan/postgres is not authorized to assume"
                            + " IAM Role " + options.group(1));
        }
        List<String> columns = List.of(copy.group(2).strip().split("\\s*,\\s*", -1));
        try {
            Path folder = Files.createTempDirectory(Path.of("target"), "redshift-copy");
            try {
                return insert(copy.group(1), columns, files(copy.group(3), folder));
            } finally {
                for (Path file : list(folder)) {
                    Files.delete(file);
                }
                Files.delete(folder);
            }
        } catch (IOException | SQLException e) {
            throw RefusedException.notListed("these files: " + e.getMessage());
        }
    }

    private static List<Path> list(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.toList();
        }
    }

    private List<Path> files(String manifest, Path folder) throws IOException {
        var files = new ArrayList<Path>();
        for (JsonNode entry : json.readTree(object(manifest)).path("entries")) {
            byte[] bytes = object(entry.path("url").asText());
            if (!entry.path("mandatory").asBoolean()
                    || entry.at("/meta/content_length").asLong(-1) != bytes.length) {
                throw RefusedException.notListed(
                        "a manifest of Parquet without mandatory and the right content_length");
            }
            files.add(Files.write(folder.resolve(files.size() + ".parquet"), bytes));
        }
        return files;
    }

    private byte[] object(String address) {
        String[] parts = address.substring("s3://".length()).split("/", 2);
        try {
            return s3.getObjectAsBytes(request -> request.bucket(parts[0]).key(parts[1]))
                    .asByteArray();
        } catch (NoSuchKeyException e) {
            throw RefusedException.said(
                    "S3ServiceException:The specified key does not exist.,Status 404,Error NoSuchKey: " + address);
        }
    }

    private static String insert(String table, List<String> columns, List<Path> files) throws SQLException {
        var rows = new ArrayList<String>();
        Set<String> types = new TreeSet<>();
        try (Connection memory = new DuckDBDriver().connect("jdbc:duckdb:", new Properties());
                var statement = memory.createStatement()) {
            for (Path file : files) {
                types.add(types(statement.executeQuery("describe select * from '" + file + "'"), columns));
                try (var found = statement.executeQuery("select cast(to_json(r) as varchar) from '" + file + "' r")) {
                    while (found.next()) {
                        rows.add(found.getString(1));
                    }
                }
            }
        }
        if (types.size() != 1) {
            throw RefusedException.notListed("files of " + types.size() + " forms");
        }
        String list = String.join(", ", columns);
        return "insert into %s (%s) select %s from json_to_recordset('[%s]') as r (%s)"
                .formatted(
                        table,
                        list,
                        list,
                        String.join(",", rows).replace("'", "''"),
                        types.iterator().next());
    }

    /** Columns come by their place; only those of the same names are ours. */
    private static String types(java.sql.ResultSet described, List<String> columns) throws SQLException {
        var types = new ArrayList<String>();
        while (described.next()) {
            String name = described.getString(1);
            String column = types.size() < columns.size() ? columns.get(types.size()) : "";
            String type = TYPES.get(described.getString(2));
            if (!column.replace("\"", "").equals(name) || type == null) {
                throw RefusedException.notListed("the column " + name + " of this file, " + described.getString(2));
            }
            types.add(column + " " + type);
        }
        if (types.size() != columns.size()) {
            throw RefusedException.notListed("a file of " + types.size() + " columns for " + columns.size());
        }
        return String.join(", ", types);
    }
}

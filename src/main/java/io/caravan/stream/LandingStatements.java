package io.caravan.stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.caravan.exchange.ExchangeProperties;
import io.caravan.model.Table;
import io.caravan.warehouse.SqlFiles;
import io.caravan.warehouse.SqlStatement;
import io.caravan.warehouse.WarehouseDialect;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.ExchangeProperty;

/** The statements by which records are landed, and those that ask what is landed already, with the names and rows of one batch in them. */
public final class LandingStatements {
    private static final String PUBLICATIONS = ":publications";

    private final SqlFiles sqlFiles;
    private final WarehouseDialect dialect;
    private final TopicOffsets topic;
    private final ObjectMapper json = new ObjectMapper();

    /** Creates the bean. */
    public LandingStatements(SqlFiles sqlFiles, WarehouseDialect dialect, TopicOffsets topic) {
        this.sqlFiles = sqlFiles;
        this.dialect = dialect;
        this.topic = topic;
    }

    /** Asks how far the topic is landed. */
    public SqlStatement offsets() {
        return SqlStatement.of(sqlFiles.statement("stream_select_offsets"), Map.of("topic", topic.topic()));
    }

    /** Asks what is known of the publications that the records are of. */
    public SqlStatement publications(@ExchangeProperty(ExchangeProperties.POLLED) PolledRecords polled) {
        List<String> ids = polled.records().values().stream()
                .flatMap(records -> records.values().stream())
                .map(StreamRecord::publication)
                .distinct()
                .toList();
        return of("stream_select_publications", ids);
    }

    private SqlStatement of(String statement, Collection<String> publications) {
        return SqlStatement.of(sqlFiles.statement(statement).replace(PUBLICATIONS, literals(publications)));
    }

    /** What is no name of ours is none that the warehouse has. */
    static String literals(Collection<String> publications) {
        return publications.stream()
                .map(id -> StreamRecord.isPublication(id) ? "'" + id + "'" : "''")
                .collect(Collectors.joining(", ", "", publications.isEmpty() ? "''" : ""));
    }

    /** Returns what lands all of it, in this order. */
    public List<SqlStatement> statements(
            @ExchangeProperty(ExchangeProperties.POLLED) PolledRecords polled,
            @ExchangeProperty(ExchangeProperties.LANDING_FILES) LandingFiles landing) {
        var statements = new ArrayList<SqlStatement>();
        landing.finish()
                .forEach((table, file) -> statements.add(SqlStatement.of(
                        dialect.copyStatement(sqlFiles.statement("stream_copy_" + table.label()), file))));
        if (!polled.broken().isEmpty()) {
            statements.addAll(removals(polled.broken()));
        }
        if (!polled.publications().isEmpty()) {
            statements.add(of("stream_delete_publication", polled.publications().keySet()));
            statements.add(SqlStatement.of(
                    sqlFiles.statement("stream_enter_publications"), Map.of("rows", publicationRows(polled))));
        }
        Map<Integer, Long> ends = polled.ends();
        if (!ends.isEmpty()) {
            String partitions = ends.keySet().stream().map(String::valueOf).collect(Collectors.joining(", "));
            statements.add(SqlStatement.of(
                    sqlFiles.statement("stream_delete_offsets").replace(":partitions", partitions),
                    Map.of("topic", topic.topic())));
            statements.add(
                    SqlStatement.of(sqlFiles.statement("stream_enter_offsets"), Map.of("rows", offsetRows(ends))));
        }
        return statements;
    }

    /** Returns what takes away all that came with publications. */
    List<SqlStatement> removals(Collection<String> publications) {
        var statements = new ArrayList<SqlStatement>();
        Table.ofSnapshots().forEach(table -> statements.add(of("stream_delete_" + table.label(), publications)));
        statements.add(of("stream_delete_publication", publications));
        return statements;
    }

    private String publicationRows(PolledRecords polled) {
        var rows = new ArrayList<Map<String, Object>>();
        polled.publications().forEach((id, publication) -> {
            var row = new LinkedHashMap<String, Object>();
            row.put("publication", id);
            row.put("records", publication.digest().records());
            row.put("digest", publication.digest().text());
            row.put("topic", topic.topic());
            row.put("partition_id", publication.partition());
            row.put("last_offset", publication.lastOffset());
            row.put("manifest", publication.manifest());
            rows.add(row);
        });
        return text(rows);
    }

    private String offsetRows(Map<Integer, Long> ends) {
        String topicId = topic.topicId();
        return text(ends.entrySet().stream()
                .map(end -> Map.of(
                        "topic",
                        topic.topic(),
                        "topic_id",
                        topicId,
                        "partition_id",
                        end.getKey(),
                        "next_offset",
                        end.getValue()))
                .toList());
    }

    private String text(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("It holds only text, numbers, lists and maps", e);
        }
    }
}

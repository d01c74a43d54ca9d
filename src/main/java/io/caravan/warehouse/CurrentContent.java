package io.caravan.warehouse;

import io.caravan.model.Table;
import io.caravan.sink.LedgerRows;
import io.caravan.text.Durations;
import io.caravan.text.Timestamps;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.Body;

/** The current content of the playlists that a load concerns, {@code tbl_playlist_content}. */
public final class CurrentContent {
    private final PlaylistContent content;

    /**
     * Creates the bean.
     *
     * @param partsWithin value of {@code lake.parts-within}: parts of a playlist that were read within that time can be one content
     */
    public CurrentContent(String partsWithin) {
        this.content = new PlaylistContent(Durations.parse(partsWithin));
    }

    /**
     * Returns the rows of the stage: the pieces of each playlist, or one without a snapshot where a playlist has no content.
     *
     * @param reads what {@code select_playlist_reads.sql} answered
     */
    public List<LedgerRows> rows(@Body List<Map<String, Object>> reads) {
        var byPlaylist = new TreeMap<String, List<LoadedRead>>();
        for (Map<String, Object> row : reads) {
            List<LoadedRead> ofPlaylist = byPlaylist.computeIfAbsent(
                    (String) JdbcRows.value(row, "playlist_id"), playlist -> new ArrayList<>());
            if (JdbcRows.value(row, "snapshot") != null) {
                ofPlaylist.add(read(row));
            }
        }
        var rows = new ArrayList<Map<String, Object>>();
        byPlaylist.forEach((playlist, ofPlaylist) -> {
            List<PlaylistContent.Piece> pieces = content.of(ofPlaylist);
            pieces.forEach(piece -> rows.add(row(playlist, piece)));
            if (pieces.isEmpty()) {
                rows.add(Map.of("playlist_id", playlist));
            }
        });
        return List.of(new LedgerRows(Table.PLAYLIST_CONTENT, rows));
    }

    private static LoadedRead read(Map<String, Object> row) {
        return new LoadedRead(
                (String) JdbcRows.value(row, "snapshot"),
                time((String) JdbcRows.value(row, "extracted_at")),
                Boolean.TRUE.equals(JdbcRows.value(row, "whole")),
                number(row, "first_position"),
                number(row, "last_position"),
                number(row, "entries"),
                number(row, "total"));
    }

    /** A text, since a driver would take its own zone for that of the warehouse. */
    private static Instant time(String text) {
        return LocalDateTime.parse(text.replace(' ', 'T')).toInstant(ZoneOffset.UTC);
    }

    private static Long number(Map<String, Object> row, String column) {
        return JdbcRows.value(row, column) instanceof Number number ? number.longValue() : null;
    }

    private static Map<String, Object> row(String playlist, PlaylistContent.Piece piece) {
        var row = new HashMap<String, Object>();
        row.put("playlist_id", playlist);
        row.put("snapshot", piece.snapshot());
        row.put("first_position", piece.first());
        row.put("last_position", piece.last());
        row.put("extracted_at", Timestamps.iso(piece.extractedAt()));
        return row;
    }
}

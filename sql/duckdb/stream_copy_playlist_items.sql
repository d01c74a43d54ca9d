-- Generated from the table model; CONTRIBUTING.md says how.
-- Reads CSV files of rows of tbl_playlist_items that came by the stream; :files stands for their names. A second run doubles the rows.
-- Everything is said, since the defaults read "" as null; one thread, since a quoted line break may look like a row;
-- lines of 16 MiB, since the transform lets texts of a million characters pass.
insert into landing_stream_playlist_items (
    publication,
    playlist_id,
    position,
    song_id,
    added_at,
    added_by,
    popularity,
    extracted_at,
    snapshot
)
select
    publication,
    playlist_id,
    position,
    song_id,
    added_at,
    added_by,
    popularity,
    extracted_at,
    snapshot
from read_csv(
    [:files],
    columns = {
        'publication': 'varchar',
        'playlist_id': 'varchar',
        'position': 'integer',
        'song_id': 'varchar',
        'added_at': 'timestamp',
        'added_by': 'varchar',
        'popularity': 'integer',
        'extracted_at': 'timestamp',
        'snapshot': 'varchar'
    },
    auto_detect = false,
    hive_partitioning = false,
    header = true,
    delim = ',',
    quote = '"',
    escape = '"',
    new_line = '\n',
    nullstr = '',
    allow_quoted_nulls = false,
    timestampformat = '%Y-%m-%d %H:%M:%S.%g',
    dateformat = '%Y-%m-%d',
    strict_mode = true,
    ignore_errors = false,
    max_line_size = 16777216,
    parallel = false
)

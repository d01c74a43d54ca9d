-- Generated from the table model; CONTRIBUTING.md says how.
-- Reads CSV files of rows of tbl_songs that came by the stream; :files stands for their names. A second run doubles the rows.
-- Everything is said, since the defaults read "" as null; one thread, since a quoted line break may look like a row;
-- lines of 16 MiB, since the transform lets texts of a million characters pass.
insert into landing_stream_songs (
    publication,
    song_id,
    song_name,
    duration_ms,
    url,
    popularity,
    explicit,
    isrc,
    song_added,
    album_id,
    artist_id,
    extracted_at,
    snapshot
)
select
    publication,
    song_id,
    song_name,
    duration_ms,
    url,
    popularity,
    explicit,
    isrc,
    song_added,
    album_id,
    artist_id,
    extracted_at,
    snapshot
from read_csv(
    [:files],
    columns = {
        'publication': 'varchar',
        'song_id': 'varchar',
        'song_name': 'varchar',
        'duration_ms': 'bigint',
        'url': 'varchar',
        'popularity': 'integer',
        'explicit': 'boolean',
        'isrc': 'varchar',
        'song_added': 'timestamp',
        'album_id': 'varchar',
        'artist_id': 'varchar',
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

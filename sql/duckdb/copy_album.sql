-- Generated from the table model; CONTRIBUTING.md says how.
-- Reads CSV files of tbl_album; :files stands for their names. A second run doubles the rows.
-- Everything is said, since the defaults read "" as null; one thread, since a quoted line break may look like a row;
-- lines of 16 MiB, since the transform lets texts of a million characters pass.
insert into stage_album (
    album_id,
    album_name,
    release_date,
    release_date_precision,
    total_tracks,
    url,
    extracted_at,
    snapshot
)
select
    album_id,
    album_name,
    release_date,
    release_date_precision,
    total_tracks,
    url,
    extracted_at,
    snapshot
from read_csv(
    [:files],
    columns = {
        'album_id': 'varchar',
        'album_name': 'varchar',
        'release_date': 'date',
        'release_date_precision': 'varchar',
        'total_tracks': 'integer',
        'url': 'varchar',
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

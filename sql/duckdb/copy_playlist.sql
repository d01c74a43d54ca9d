-- Generated from the table model; CONTRIBUTING.md says how.
-- Reads CSV files of tbl_playlist; :files stands for their names. A second run doubles the rows.
-- Everything is said, since the defaults read "" as null; one thread, since a quoted line break may look like a row;
-- lines of 16 MiB, since the transform lets texts of a million characters pass.
insert into stage_playlist (
    playlist_id,
    playlist_name,
    owner_id,
    snapshot_id,
    total_items,
    url,
    items_extracted_at,
    extracted_at,
    snapshot
)
select
    playlist_id,
    playlist_name,
    owner_id,
    snapshot_id,
    total_items,
    url,
    items_extracted_at,
    extracted_at,
    snapshot
from read_csv(
    [:files],
    columns = {
        'playlist_id': 'varchar',
        'playlist_name': 'varchar',
        'owner_id': 'varchar',
        'snapshot_id': 'varchar',
        'total_items': 'integer',
        'url': 'varchar',
        'items_extracted_at': 'timestamp',
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

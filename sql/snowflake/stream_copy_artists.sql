-- Generated from the table model; CONTRIBUTING.md says how.
-- Reads the CSV files named of rows of tbl_artists that came by the stream. A second run doubles the rows: the table is new to each load, or each file
-- is, so what was copied before into another of its name must not count (force).
-- Everything is said, since the defaults read \N as null and take a backslash for an escape.
copy into landing_stream_artists (
    publication,
    artist_id,
    artist_name,
    url,
    extracted_at,
    snapshot
)
from @:stage
files = (:files)
file_format = (
    type = csv
    encoding = 'utf8'
    compression = none
    record_delimiter = '\n'
    field_delimiter = ','
    field_optionally_enclosed_by = '"'
    skip_header = 1
    parse_header = false
    multi_line = true
    skip_blank_lines = false
    empty_field_as_null = true
    null_if = ()
    escape = none
    escape_unenclosed_field = none
    trim_space = false
    error_on_column_count_mismatch = true
    replace_invalid_characters = false
    date_format = 'yyyy-mm-dd'
    timestamp_format = 'yyyy-mm-dd hh24:mi:ss.ff3'
)
on_error = abort_statement
force = true

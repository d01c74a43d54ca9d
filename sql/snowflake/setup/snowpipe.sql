-- Another way into the warehouse, beside Caravan's own load and not needed for it: Snowflake takes each CSV file as soon as S3
-- tells of it, into tables landing_* that keep every row of every file with the name of the file. Nothing is merged there.
-- An administrator runs this after setup.sql; a second run changes nothing.
--
-- Then tell S3: "show pipes in schema caravan.spotify" prints one notification_channel, the ARN of a queue, for all pipes of the
-- stage. This replaces what the bucket notifies of so far; <prefix> is lake.prefix, with its slash, or nothing:
--     aws s3api put-bucket-notification-configuration --bucket <bucket> --notification-configuration '{"QueueConfigurations": [{
--         "QueueArn": "<notification_channel>", "Events": ["s3:ObjectCreated:*"], "Filter": {"Key": {"FilterRules": [
--             {"Name": "prefix", "Value": "<prefix>transformed_data/"}, {"Name": "suffix", "Value": ".csv"}]}}}]}'
-- The pipes read below the stage, whose URL ends in that prefix already. Files that were there before come in by
-- "alter pipe landing_album_pipe refresh" (of the last 7 days). What a pipe did: select * from
-- table(information_schema.copy_history(table_name => 'landing_album', start_time => dateadd(hour, -24, current_timestamp()))).
-- Is it running: select system$pipe_status('landing_album_pipe').
use role accountadmin;
use schema caravan.spotify;

create table if not exists landing_album (
    album_id varchar,
    album_name varchar,
    release_date date,
    release_date_precision varchar,
    total_tracks integer,
    url varchar,
    extracted_at timestamp_ntz,
    snapshot varchar,
    file_name varchar,
    file_row_number bigint,
    landed_at timestamp_ltz
)
comment = 'Rows of CSV files as they came, file by file';

create pipe if not exists landing_album_pipe
auto_ingest = true
comment = 'Takes the CSV files of album as S3 tells of them'
as
copy into landing_album
from (
    select
        $1,
        $2,
        $3,
        $4,
        $5,
        $6,
        $7,
        $8,
        metadata$filename,
        metadata$file_row_number,
        metadata$start_scan_time
    from @lake_stage/transformed_data/album_data/
)
file_format = (format_name = 'caravan_csv');

create table if not exists landing_artists (
    artist_id varchar,
    artist_name varchar,
    url varchar,
    extracted_at timestamp_ntz,
    snapshot varchar,
    file_name varchar,
    file_row_number bigint,
    landed_at timestamp_ltz
)
comment = 'Rows of CSV files as they came, file by file';

create pipe if not exists landing_artists_pipe
auto_ingest = true
comment = 'Takes the CSV files of artists as S3 tells of them'
as
copy into landing_artists
from (
    select
        $1,
        $2,
        $3,
        $4,
        $5,
        metadata$filename,
        metadata$file_row_number,
        metadata$start_scan_time
    from @lake_stage/transformed_data/artist_data/
)
file_format = (format_name = 'caravan_csv');

create table if not exists landing_playlist (
    playlist_id varchar,
    playlist_name varchar,
    owner_id varchar,
    snapshot_id varchar,
    total_items integer,
    url varchar,
    items_extracted_at timestamp_ntz,
    extracted_at timestamp_ntz,
    snapshot varchar,
    file_name varchar,
    file_row_number bigint,
    landed_at timestamp_ltz
)
comment = 'Rows of CSV files as they came, file by file';

create pipe if not exists landing_playlist_pipe
auto_ingest = true
comment = 'Takes the CSV files of playlist as S3 tells of them'
as
copy into landing_playlist
from (
    select
        $1,
        $2,
        $3,
        $4,
        $5,
        $6,
        $7,
        $8,
        $9,
        metadata$filename,
        metadata$file_row_number,
        metadata$start_scan_time
    from @lake_stage/transformed_data/playlist_data/
)
file_format = (format_name = 'caravan_csv');

create table if not exists landing_playlist_items (
    playlist_id varchar,
    position integer,
    song_id varchar,
    added_at timestamp_ntz,
    added_by varchar,
    popularity integer,
    extracted_at timestamp_ntz,
    snapshot varchar,
    file_name varchar,
    file_row_number bigint,
    landed_at timestamp_ltz
)
comment = 'Rows of CSV files as they came, file by file';

create pipe if not exists landing_playlist_items_pipe
auto_ingest = true
comment = 'Takes the CSV files of playlist_items as S3 tells of them'
as
copy into landing_playlist_items
from (
    select
        $1,
        $2,
        $3,
        $4,
        $5,
        $6,
        $7,
        $8,
        metadata$filename,
        metadata$file_row_number,
        metadata$start_scan_time
    from @lake_stage/transformed_data/playlist_items_data/
)
file_format = (format_name = 'caravan_csv');

create table if not exists landing_song_artists (
    song_id varchar,
    position integer,
    artist_id varchar,
    extracted_at timestamp_ntz,
    snapshot varchar,
    file_name varchar,
    file_row_number bigint,
    landed_at timestamp_ltz
)
comment = 'Rows of CSV files as they came, file by file';

create pipe if not exists landing_song_artists_pipe
auto_ingest = true
comment = 'Takes the CSV files of song_artists as S3 tells of them'
as
copy into landing_song_artists
from (
    select
        $1,
        $2,
        $3,
        $4,
        $5,
        metadata$filename,
        metadata$file_row_number,
        metadata$start_scan_time
    from @lake_stage/transformed_data/song_artists_data/
)
file_format = (format_name = 'caravan_csv');

create table if not exists landing_songs (
    song_id varchar,
    song_name varchar,
    duration_ms bigint,
    url varchar,
    popularity integer,
    explicit boolean,
    isrc varchar,
    song_added timestamp_ntz,
    album_id varchar,
    artist_id varchar,
    extracted_at timestamp_ntz,
    snapshot varchar,
    file_name varchar,
    file_row_number bigint,
    landed_at timestamp_ltz
)
comment = 'Rows of CSV files as they came, file by file';

create pipe if not exists landing_songs_pipe
auto_ingest = true
comment = 'Takes the CSV files of songs as S3 tells of them'
as
copy into landing_songs
from (
    select
        $1,
        $2,
        $3,
        $4,
        $5,
        $6,
        $7,
        $8,
        $9,
        $10,
        $11,
        $12,
        metadata$filename,
        metadata$file_row_number,
        metadata$start_scan_time
    from @lake_stage/transformed_data/songs_data/
)
file_format = (format_name = 'caravan_csv');

-- Tables and pipes in it are generated from the table model (CONTRIBUTING.md says how), the rest is written by hand.
-- Another way for the rows into the warehouse, not needed for Caravan's own load: Snowflake takes each CSV file as soon as S3 tells of it,
-- into tables landing_* that hold the rows of the files as they came, with the name of the file. Nothing is merged there. With
-- warehouse.from=snowpipe the load takes its rows from these tables, and deletes those that it has loaded (docs/snowpipe.md).
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
    album_id varchar comment 'Id of the album at Spotify',
    album_name varchar comment 'Name, as Spotify gives it',
    release_date date comment 'Day of release; the first of the month or year where the precision says so',
    release_date_precision varchar comment 'year, month or day',
    total_tracks integer comment 'Number of tracks',
    url varchar comment 'Page at Spotify',
    extracted_at timestamp_ntz comment 'When the read began that the row comes from, UTC',
    snapshot varchar comment 'Snapshot that the row comes from; etl_load tells more of it',
    file_name varchar comment 'Key of the file in the bucket',
    file_row_number bigint comment 'Number of the row in that file',
    landed_at timestamp_ltz comment 'When Snowflake began to read the file'
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

grant select, delete on table landing_album to role caravan_loader;

create table if not exists landing_artists (
    artist_id varchar comment 'Id of the artist at Spotify',
    artist_name varchar comment 'Name, as Spotify gives it',
    url varchar comment 'Page at Spotify',
    extracted_at timestamp_ntz comment 'When the read began that the row comes from, UTC',
    snapshot varchar comment 'Snapshot that the row comes from; etl_load tells more of it',
    file_name varchar comment 'Key of the file in the bucket',
    file_row_number bigint comment 'Number of the row in that file',
    landed_at timestamp_ltz comment 'When Snowflake began to read the file'
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

grant select, delete on table landing_artists to role caravan_loader;

create table if not exists landing_songs (
    song_id varchar comment 'Id of the track at Spotify',
    song_name varchar comment 'Name, as Spotify gives it',
    duration_ms bigint comment 'Length in milliseconds',
    url varchar comment 'Page at Spotify',
    popularity integer comment '0 to 100, null where Spotify gives none',
    explicit boolean comment 'Whether the lyrics are',
    isrc varchar comment 'International Standard Recording Code',
    song_added timestamp_ntz comment 'Earliest time at which any playlist had it, UTC',
    album_id varchar comment 'Id of the album at Spotify',
    artist_id varchar comment 'Id of the artist at Spotify',
    extracted_at timestamp_ntz comment 'When the read began that the row comes from, UTC',
    snapshot varchar comment 'Snapshot that the row comes from; etl_load tells more of it',
    file_name varchar comment 'Key of the file in the bucket',
    file_row_number bigint comment 'Number of the row in that file',
    landed_at timestamp_ltz comment 'When Snowflake began to read the file'
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

grant select, delete on table landing_songs to role caravan_loader;

create table if not exists landing_song_artists (
    song_id varchar comment 'Id of the track at Spotify',
    position integer comment 'Place, from 0',
    artist_id varchar comment 'Id of the artist at Spotify',
    extracted_at timestamp_ntz comment 'When the read began that the row comes from, UTC',
    snapshot varchar comment 'Snapshot that the row comes from; etl_load tells more of it',
    file_name varchar comment 'Key of the file in the bucket',
    file_row_number bigint comment 'Number of the row in that file',
    landed_at timestamp_ltz comment 'When Snowflake began to read the file'
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

grant select, delete on table landing_song_artists to role caravan_loader;

create table if not exists landing_playlist (
    playlist_id varchar comment 'Id of the playlist at Spotify',
    playlist_name varchar comment 'Name, as Spotify gives it',
    owner_id varchar comment 'Owner, hashed unless lake.user-ids is keep',
    snapshot_id varchar comment 'Version of the playlist at Spotify',
    total_items integer comment 'Number of items that Spotify tells',
    url varchar comment 'Page at Spotify',
    items_extracted_at timestamp_ntz comment 'Time of the newest snapshot of its current content, tbl_playlist_content; null where it has none',
    extracted_at timestamp_ntz comment 'When the read began that the row comes from, UTC',
    snapshot varchar comment 'Snapshot that the row comes from; etl_load tells more of it',
    file_name varchar comment 'Key of the file in the bucket',
    file_row_number bigint comment 'Number of the row in that file',
    landed_at timestamp_ltz comment 'When Snowflake began to read the file'
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

grant select, delete on table landing_playlist to role caravan_loader;

create table if not exists landing_playlist_items (
    playlist_id varchar comment 'Id of the playlist at Spotify',
    position integer comment 'Place, from 0',
    song_id varchar comment 'Id of the track at Spotify',
    added_at timestamp_ntz comment 'When the item was added, UTC',
    added_by varchar comment 'Who added it, hashed unless lake.user-ids is keep',
    popularity integer comment '0 to 100, null where Spotify gives none',
    extracted_at timestamp_ntz comment 'When the read began that the row comes from, UTC',
    snapshot varchar comment 'Snapshot that the row comes from; etl_load tells more of it',
    file_name varchar comment 'Key of the file in the bucket',
    file_row_number bigint comment 'Number of the row in that file',
    landed_at timestamp_ltz comment 'When Snowflake began to read the file'
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

grant select, delete on table landing_playlist_items to role caravan_loader;

-- The file of spotify_data (unified.folder=processed-data/) as the known pipelines take it into Snowflake: each file of the history becomes
-- rows of landing_spotify_data, since a pipe never takes a name twice; v_landing_spotify_data has those of the newest file. Whoever runs
-- Caravan's own load has spotify_data as a view already and does not need this.
-- An administrator runs this after setup.sql, which makes schema, stage and file format; a second run changes nothing. Then S3 is told as
-- snowpipe.sql says, with the prefix <prefix>processed-data/history/.
use role accountadmin;
use schema caravan.spotify;

create table if not exists landing_spotify_data (
    playlist_id varchar comment 'Id of the playlist at Spotify',
    playlist_name varchar comment 'Its name',
    position integer comment 'Place, from 0',
    song_id varchar comment 'Id of the track at Spotify',
    song_name varchar comment 'Its name',
    album_name varchar comment 'Name of the album that it is on',
    release_date date comment 'Day of release of that; the first of the month or year where the precision says so',
    artist_names varchar comment 'Names of its artists in their order, with a comma between them',
    added_at timestamp_ntz comment 'When the item was added, UTC',
    popularity integer comment '0 to 100, null where Spotify gives none',
    duration_ms bigint comment 'Length in milliseconds',
    explicit boolean comment 'Whether the lyrics are',
    extracted_at timestamp_ntz comment 'When the read began that the row comes from, UTC',
    file_name varchar comment 'Key of the file below the stage; its folder tells when it was written',
    file_row_number bigint comment 'Number of the row in that file',
    landed_at timestamp_ltz comment 'When Snowflake began to read the file'
)
comment = 'Rows of the files of spotify_data as they came, file by file';

create pipe if not exists landing_spotify_data_pipe
auto_ingest = true
comment = 'Takes the files of spotify_data as S3 tells of them'
as
copy into landing_spotify_data
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
        $13,
        metadata$filename,
        metadata$file_row_number,
        metadata$start_scan_time
    from @lake_stage/processed-data/history/
)
file_format = (format_name = 'caravan_csv');

create or replace view v_landing_spotify_data copy grants as
select
    playlist_id,
    playlist_name,
    position,
    song_id,
    song_name,
    album_name,
    release_date,
    artist_names,
    added_at,
    popularity,
    duration_ms,
    explicit,
    extracted_at
from landing_spotify_data
where file_name = (select max(newest.file_name) from landing_spotify_data as newest);

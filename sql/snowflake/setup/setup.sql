-- The tables in it are generated from the table model (CONTRIBUTING.md says how), the rest is written by hand.
-- Makes an empty Snowflake account ready for Caravan. An administrator runs it once, part by part; a second run changes nothing.
-- Replace before: <aws-account>, <bucket> and <prefix> at the lake, <public-key> and <network> at the user. <prefix> is lake.prefix as
-- it stands in the settings, with its slash at the end, and nothing where the lake is the whole bucket.

-- ---- Who and where ---------------------------------------------------------------------------------------------------------
use role accountadmin;

create role if not exists caravan_loader
comment = 'What the Caravan application may do: load its own tables';

create role if not exists caravan_reader
comment = 'What analysts may do: read the tables and views of Caravan';

create warehouse if not exists caravan_wh
warehouse_size = xsmall
auto_suspend = 60
auto_resume = true
initially_suspended = true
statement_timeout_in_seconds = 3600
comment = 'Loads and questions of Caravan';

create database if not exists caravan;

create schema if not exists caravan.spotify;

-- ---- The service user ------------------------------------------------------------------------------------------------------
-- A user of the type service has no password and cannot open the web pages. Its key pair, the private half of which stays where
-- Caravan runs:
--     openssl genrsa 2048 | openssl pkcs8 -topk8 -v2 aes-256-cbc -inform pem -out caravan.p8
--     openssl rsa -in caravan.p8 -pubout -out caravan.pub
-- <public-key> is caravan.pub without its first and last line and without line breaks.
create user if not exists caravan_service
type = service
default_role = caravan_loader
default_warehouse = caravan_wh
default_namespace = 'caravan.spotify'
rsa_public_key = '<public-key>'
comment = 'The Caravan application';

-- What an account may have set otherwise.
alter user caravan_service set
timestamp_input_format = 'auto'
error_on_nondeterministic_merge = true;

-- Rotation without a gap: a user has two keys. Set the new one as the second, give the new file to Caravan and restart it, then
-- take the first away; the next time the other way round.
--     alter user caravan_service set rsa_public_key_2 = '<new-public-key>';
--     alter user caravan_service unset rsa_public_key;
-- In place of a key, a token of at most a year; it needs a network policy:
--     alter user caravan_service add programmatic access token caravan role_restriction = 'CARAVAN_LOADER' days_to_expiry = 90;
-- Let the user come from where Caravan runs and from nowhere else:
--     create network policy caravan_only allowed_ip_list = ('<network>');
--     alter user caravan_service set network_policy = caravan_only;

-- ---- The lake --------------------------------------------------------------------------------------------------------------
-- The role in AWS gives read access to the CSV files of the lake. It has to trust the user and the external id that
-- "describe integration caravan_lake" prints: stop there, tell AWS (docs/aws-snowflake.md says how), then run the rest.
create storage integration if not exists caravan_lake
type = external_stage
storage_provider = 's3'
enabled = true
storage_aws_role_arn = 'arn:aws:iam::<aws-account>:role/caravan-warehouse'
storage_allowed_locations = ('s3://<bucket>/<prefix>');

describe integration caravan_lake;

create file format if not exists caravan.spotify.caravan_csv
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
comment = 'CSV files of Caravan; loads say all of this themselves, so that nobody changes them from here';

create stage if not exists caravan.spotify.lake_stage
url = 's3://<bucket>/<prefix>'
storage_integration = caravan_lake
file_format = caravan.spotify.caravan_csv
comment = 'The lake of Caravan; loads name each file';

-- ---- What each may do ------------------------------------------------------------------------------------------------------
grant role caravan_loader to user caravan_service;
grant role caravan_loader to role sysadmin;
grant role caravan_reader to role sysadmin;
grant usage on warehouse caravan_wh to role caravan_loader;
grant usage on database caravan to role caravan_loader;
grant usage, create table, create view on schema caravan.spotify to role caravan_loader;
grant usage on stage caravan.spotify.lake_stage to role caravan_loader;
grant usage on file format caravan.spotify.caravan_csv to role caravan_loader;
grant usage on warehouse caravan_wh to role caravan_reader;
grant usage on database caravan to role caravan_reader;
grant usage on schema caravan.spotify to role caravan_reader;
grant select on all tables in schema caravan.spotify to role caravan_reader;
grant select on future tables in schema caravan.spotify to role caravan_reader;
grant select on future views in schema caravan.spotify to role caravan_reader;

-- ---- The tables ------------------------------------------------------------------------------------------------------------
-- As the files create_tbl_*.sql have them, which each load runs too; they belong to the role that loads. It makes those of the stream,
-- landing_stream_* and etl_offset, by itself (stream_create_*.sql), where a topic is read.
use role caravan_loader;
use warehouse caravan_wh;
use schema caravan.spotify;

-- One row an album: its newest form. A second run changes nothing.
create table if not exists tbl_album (
    album_id varchar comment 'Id of the album at Spotify',
    album_name varchar comment 'Name, as Spotify gives it',
    release_date date comment 'Day of release; the first of the month or year where the precision says so',
    release_date_precision varchar comment 'year, month or day',
    total_tracks integer comment 'Number of tracks',
    url varchar comment 'Page at Spotify',
    extracted_at timestamp_ntz comment 'When the read began that the row comes from, UTC',
    snapshot varchar comment 'Snapshot that the row comes from; etl_load tells more of it',
    told_by varchar comment 'Null where all columns come from that snapshot; else its name and, for each column that a snapshot can leave out, nothing, a hyphen where no snapshot told it, or time and name of the one that did'
)
comment = 'One row an album: its newest form';

-- One row an artist: its newest form. A second run changes nothing.
create table if not exists tbl_artists (
    artist_id varchar comment 'Id of the artist at Spotify',
    artist_name varchar comment 'Name, as Spotify gives it',
    url varchar comment 'Page at Spotify',
    extracted_at timestamp_ntz comment 'When the read began that the row comes from, UTC',
    snapshot varchar comment 'Snapshot that the row comes from; etl_load tells more of it',
    told_by varchar comment 'Null where all columns come from that snapshot; else its name and, for each column that a snapshot can leave out, nothing, a hyphen where no snapshot told it, or time and name of the one that did'
)
comment = 'One row an artist: its newest form';

-- One row a song: its newest form, and the earliest time at which any playlist had it. A second run changes nothing.
create table if not exists tbl_songs (
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
    told_by varchar comment 'Null where all columns come from that snapshot; else its name and, for each column that a snapshot can leave out, nothing, a hyphen where no snapshot told it, or time and name of the one that did'
)
comment = 'One row a song: its newest form, and the earliest time at which any playlist had it';

-- The artists of each song in their order, from 0. A second run changes nothing.
create table if not exists tbl_song_artists (
    song_id varchar comment 'Id of the track at Spotify',
    position integer comment 'Place, from 0',
    artist_id varchar comment 'Id of the artist at Spotify',
    extracted_at timestamp_ntz comment 'When the read began that the row comes from, UTC',
    snapshot varchar comment 'Snapshot that the row comes from; etl_load tells more of it'
)
comment = 'The artists of each song in their order, from 0';

-- One row a playlist: its newest form, and of when its current content is. A second run changes nothing.
create table if not exists tbl_playlist (
    playlist_id varchar comment 'Id of the playlist at Spotify',
    playlist_name varchar comment 'Name, as Spotify gives it',
    owner_id varchar comment 'Owner, hashed unless lake.user-ids is keep',
    snapshot_id varchar comment 'Version of the playlist at Spotify',
    total_items integer comment 'Number of items that Spotify tells',
    url varchar comment 'Page at Spotify',
    items_extracted_at timestamp_ntz comment 'Time of the newest snapshot of its current content, tbl_playlist_content; null where it has none',
    extracted_at timestamp_ntz comment 'When the read began that the row comes from, UTC',
    snapshot varchar comment 'Snapshot that the row comes from; etl_load tells more of it',
    told_by varchar comment 'Null where all columns come from that snapshot; else its name and, for each column that a snapshot can leave out, nothing, a hyphen where no snapshot told it, or time and name of the one that did'
)
comment = 'One row a playlist: its newest form, and of when its current content is';

-- What each playlist held at each time it was read; every snapshot is kept. A second run changes nothing.
create table if not exists tbl_playlist_items (
    playlist_id varchar comment 'Id of the playlist at Spotify',
    position integer comment 'Place, from 0',
    song_id varchar comment 'Id of the track at Spotify',
    added_at timestamp_ntz comment 'When the item was added, UTC',
    added_by varchar comment 'Who added it, hashed unless lake.user-ids is keep',
    popularity integer comment '0 to 100, null where Spotify gives none',
    extracted_at timestamp_ntz comment 'When the read began that the row comes from, UTC',
    snapshot varchar comment 'Snapshot that the row comes from; etl_load tells more of it'
)
comment = 'What each playlist held at each time it was read; every snapshot is kept';

-- Which positions of the current content of a playlist come from which snapshot; one row where it was read whole. A second run changes nothing.
create table if not exists tbl_playlist_content (
    playlist_id varchar comment 'Id of the playlist at Spotify',
    snapshot varchar comment 'Snapshot whose items they are; etl_load tells more of it',
    first_position bigint comment 'First of these positions, from 0',
    last_position bigint comment 'Last of these positions; null where the snapshot is the whole content',
    extracted_at timestamp_ntz comment 'When the read of that snapshot began, UTC'
)
comment = 'Which positions of the current content of a playlist come from which snapshot; one row where it was read whole';

-- The ledger: one row a snapshot that was loaded, with what it held. A second run changes nothing.
create table if not exists etl_load (
    snapshot varchar comment 'Snapshot that the row comes from; etl_load tells more of it',
    raw_key varchar comment 'Raw object in the lake',
    raw_sha256 varchar comment 'SHA-256 of its bytes, hexadecimal',
    extracted_at timestamp_ntz comment 'When the read began that the row comes from, UTC',
    run_id varchar comment 'Run that did it',
    loaded_at timestamp_ntz comment 'When it was loaded, UTC',
    consistent boolean comment 'Whether the playlist stood still while it was read',
    album_rows bigint comment 'Rows in the snapshot of tbl_album',
    artists_rows bigint comment 'Rows in the snapshot of tbl_artists',
    songs_rows bigint comment 'Rows in the snapshot of tbl_songs',
    song_artists_rows bigint comment 'Rows in the snapshot of tbl_song_artists',
    playlist_rows bigint comment 'Rows in the snapshot of tbl_playlist',
    playlist_items_rows bigint comment 'Rows in the snapshot of tbl_playlist_items',
    seen bigint comment 'Entries in the raw object',
    skipped_null_item bigint comment 'Entries skipped: null_item',
    skipped_local_file bigint comment 'Entries skipped: local_file',
    skipped_episode bigint comment 'Entries skipped: episode',
    skipped_no_id bigint comment 'Entries skipped: no_id',
    rejected bigint comment 'Entries whose values do not fit',
    transform_version integer comment 'Version of the transform that made the rows'
)
comment = 'The ledger: one row a snapshot that was loaded, with what it held';

-- How many rows of each table a loaded snapshot held. A second run changes nothing.
create table if not exists etl_load_rows (
    snapshot varchar comment 'Snapshot that the row comes from; etl_load tells more of it',
    table_name varchar comment 'Label of the table: album, artists, songs, song_artists, playlist or playlist_items',
    row_count bigint comment 'Rows in its CSV file'
)
comment = 'How many rows of each table a loaded snapshot held';

-- How many entries of a loaded snapshot were skipped, by reason. A second run changes nothing.
create table if not exists etl_load_skipped (
    snapshot varchar comment 'Snapshot that the row comes from; etl_load tells more of it',
    reason varchar comment 'null_item, local_file, episode, no_id or not_track',
    entries bigint comment 'Entries skipped'
)
comment = 'How many entries of a loaded snapshot were skipped, by reason';

-- The playlists that a loaded snapshot held; an object of another program may hold several. A second run changes nothing.
create table if not exists etl_load_playlists (
    snapshot varchar comment 'Snapshot that the row comes from; etl_load tells more of it',
    playlist_id varchar comment 'Id of the playlist at Spotify',
    playlist_name varchar comment 'Name, as Spotify gives it',
    first_position bigint comment 'Position of its first entry; null where it has none or nobody noted it',
    entries bigint comment 'Its entries of all kinds; null where nobody noted it',
    total bigint comment 'Number of items that Spotify tells',
    last_position bigint comment 'Position of its last entry; null where it has none or nobody noted it',
    whole boolean comment 'Whether this is all of the playlist and not a part; null where nobody noted it, which counts as yes',
    missing bigint comment 'Places of a whole read that Spotify told of and gave no entry for',
    items_removed_at timestamp_ntz comment 'When its items were removed as warehouse.history-days says, UTC; null where they are there'
)
comment = 'The playlists that a loaded snapshot held; an object of another program may hold several';

-- Columns that no row of a loaded snapshot told: Spotify left the fields out, which is not the same as null. A second run changes nothing.
create table if not exists etl_load_withheld (
    snapshot varchar comment 'Snapshot that the row comes from; etl_load tells more of it',
    playlist_id varchar comment 'Playlist whose rows they are; empty where the column is of no playlist',
    table_name varchar comment 'Label of the table: album, artists, songs, song_artists, playlist or playlist_items',
    column_name varchar comment 'Column that was withheld'
)
comment = 'Columns that no row of a loaded snapshot told: Spotify left the fields out, which is not the same as null';

-- How many values of a loaded snapshot were repaired or became null, since they were none of their kind. A second run changes nothing.
create table if not exists etl_load_repaired (
    snapshot varchar comment 'Snapshot that the row comes from; etl_load tells more of it',
    field varchar comment 'Field in the answer of Spotify',
    value_count bigint comment 'Values repaired'
)
comment = 'How many values of a loaded snapshot were repaired or became null, since they were none of their kind';

-- One row a run: how it ended and what it did. A second run changes nothing.
create table if not exists etl_run (
    run_id varchar comment 'Run that did it',
    started_at timestamp_ntz comment 'When the run began, UTC',
    ended_at timestamp_ntz comment 'When the run ended, UTC',
    outcome varchar comment 'How it ended; running while it reads playlists, and where it died meanwhile',
    counts varchar comment 'What it did, as JSON',
    message varchar comment 'What failed',
    exit_code integer comment 'Exit code of that outcome',
    duration_ms bigint comment 'From its begin to its end, in milliseconds',
    playlists_read bigint comment 'Playlists of which a new raw object was written',
    playlists_unchanged bigint comment 'Playlists that were as they had been',
    playlists_failed bigint comment 'Playlists that could not be read',
    pages bigint comment 'Answers of Spotify with entries in them',
    snapshots_transformed bigint comment 'Raw objects turned into CSV files',
    snapshots_loaded bigint comment 'Snapshots that a load added to the warehouse',
    dead_letters bigint comment 'Objects set aside',
    seen bigint comment 'Entries in the transformed raw objects',
    rejected bigint comment 'Entries whose values do not fit'
)
comment = 'One row a run: how it ended and what it did';

-- What came of each playlist in each run, so that a day on which it was not read differs from one without a change. A second run changes nothing.
create table if not exists etl_observation (
    playlist_id varchar comment 'Id of the playlist at Spotify',
    observed_at timestamp_ntz comment 'When that was known, UTC',
    outcome varchar comment 'read, unchanged, failed, or not carried where the run did not come to it',
    run_id varchar comment 'Run that did it'
)
comment = 'What came of each playlist in each run, so that a day on which it was not read differs from one without a change';

-- One row a migration that was applied. A second run changes nothing.
create table if not exists etl_migration (
    migration_name varchar comment 'File that was applied, without .sql',
    applied_at timestamp_ntz comment 'When, UTC'
)
comment = 'One row a migration that was applied';

-- One row that a load holds while it works, so that two loads come one after the other. A second run changes nothing.
create table if not exists etl_lock (
    lock_name varchar comment 'What is locked: load',
    run_id varchar comment 'even or odd, in turns; a load changes it, which takes the lock'
)
comment = 'One row that a load holds while it works, so that two loads come one after the other'
as
select
    'load' as lock_name,
    cast('' as varchar) as run_id;

-- ---- Does it work? ---------------------------------------------------------------------------------------------------------
-- The names of files, or nothing while the lake is empty; an error tells what AWS refuses.
list @lake_stage/transformed_data/;

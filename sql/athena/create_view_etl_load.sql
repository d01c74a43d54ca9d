-- Generated from the table model; CONTRIBUTING.md says how.
-- The ledger: one row a snapshot that was loaded, with what it held. A second run changes nothing.
create or replace view etl_load as
select
    told.snapshot,
    told.raw_key,
    told.raw_sha256,
    told.extracted_at,
    told.run_id,
    told.loaded_at,
    told.consistent,
    told.album_rows,
    told.artists_rows,
    told.songs_rows,
    told.song_artists_rows,
    told.playlist_rows,
    told.playlist_items_rows,
    told.seen,
    told.skipped_null_item,
    told.skipped_local_file,
    told.skipped_episode,
    told.skipped_no_id,
    told.rejected,
    told.transform_version
from :lake.etl_load as told

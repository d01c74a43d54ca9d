-- Generated from the table model; CONTRIBUTING.md says how.
-- Chooses the snapshots that this load enters into the ledger: those that do not stand there, and replays from the same
-- bytes, not by an older transform than the one that the snapshot was loaded from. A second run doubles the rows.
insert into winner_etl_load (
    "snapshot",
    raw_key,
    raw_sha256,
    extracted_at,
    run_id,
    loaded_at,
    consistent,
    album_rows,
    artists_rows,
    songs_rows,
    song_artists_rows,
    playlist_rows,
    playlist_items_rows,
    seen,
    skipped_null_item,
    skipped_local_file,
    skipped_episode,
    skipped_no_id,
    rejected,
    transform_version
)
select
    staged."snapshot",
    staged.raw_key,
    staged.raw_sha256,
    staged.extracted_at,
    staged.run_id,
    staged.loaded_at,
    staged.consistent,
    staged.album_rows,
    staged.artists_rows,
    staged.songs_rows,
    staged.song_artists_rows,
    staged.playlist_rows,
    staged.playlist_items_rows,
    staged.seen,
    staged.skipped_null_item,
    staged.skipped_local_file,
    staged.skipped_episode,
    staged.skipped_no_id,
    staged.rejected,
    staged.transform_version
from stage_etl_load as staged
left join etl_load
    on etl_load."snapshot" = staged."snapshot"
where etl_load."snapshot" is null
    or (
        staged.replay
        and etl_load.raw_sha256 = staged.raw_sha256
        and coalesce(staged.transform_version, 0) >= coalesce(etl_load.transform_version, 0)
    )

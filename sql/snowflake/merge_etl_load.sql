-- Enters the staged snapshots into the ledger; one that stands there stays as it is. A second run changes nothing.
merge into etl_load as target
using stage_load as source
on target.snapshot = source.snapshot
when not matched then insert (
    snapshot,
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
    rejected
) values (
    source.snapshot,
    source.raw_key,
    source.raw_sha256,
    source.extracted_at,
    source.run_id,
    source.loaded_at,
    source.consistent,
    source.album_rows,
    source.artists_rows,
    source.songs_rows,
    source.song_artists_rows,
    source.playlist_rows,
    source.playlist_items_rows,
    source.seen,
    source.skipped_null_item,
    source.skipped_local_file,
    source.skipped_episode,
    source.skipped_no_id,
    source.rejected
)

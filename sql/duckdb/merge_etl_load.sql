-- Enters the staged snapshots into the ledger; one that stands there stays as it is, unless it is replayed: from the same bytes,
-- and not by an older transform than the one that it was loaded from. A second run changes nothing.
merge into etl_load as target
using stage_load as source
on target.snapshot = source.snapshot
when matched
    and source.replay
    and target.raw_sha256 = source.raw_sha256
    and coalesce(source.transform_version, 0) >= coalesce(target.transform_version, 0)
then update set
    raw_key = source.raw_key,
    raw_sha256 = source.raw_sha256,
    extracted_at = source.extracted_at,
    run_id = source.run_id,
    loaded_at = source.loaded_at,
    consistent = source.consistent,
    album_rows = source.album_rows,
    artists_rows = source.artists_rows,
    songs_rows = source.songs_rows,
    song_artists_rows = source.song_artists_rows,
    playlist_rows = source.playlist_rows,
    playlist_items_rows = source.playlist_items_rows,
    seen = source.seen,
    skipped_null_item = source.skipped_null_item,
    skipped_local_file = source.skipped_local_file,
    skipped_episode = source.skipped_episode,
    skipped_no_id = source.skipped_no_id,
    rejected = source.rejected,
    transform_version = source.transform_version
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
    rejected,
    transform_version
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
    source.rejected,
    source.transform_version
)

-- Generated from the table model; CONTRIBUTING.md says how.
-- A value that must not be missing and is. Reads only; a row is a finding.
with loaded as (
    select
        "snapshot",
        extracted_at
    from etl_load
    where coalesce(run_id, '') like :?loaded_by
),
findings as (
    select
        'tbl_album is complete' as check_name,
        album_id as object,
        'null in album_id, extracted_at, snapshot' as detail
    from tbl_album
    where ("snapshot" is null or "snapshot" in (select "snapshot" from loaded))
        and (
            album_id is null
            or extracted_at is null
            or "snapshot" is null
        )
    union all
    select
        'tbl_artists is complete' as check_name,
        artist_id as object,
        'null in artist_id, extracted_at, snapshot' as detail
    from tbl_artists
    where ("snapshot" is null or "snapshot" in (select "snapshot" from loaded))
        and (
            artist_id is null
            or extracted_at is null
            or "snapshot" is null
        )
    union all
    select
        'tbl_songs is complete' as check_name,
        song_id as object,
        'null in song_id, extracted_at, snapshot' as detail
    from tbl_songs
    where ("snapshot" is null or "snapshot" in (select "snapshot" from loaded))
        and (
            song_id is null
            or extracted_at is null
            or "snapshot" is null
        )
    union all
    select
        'tbl_song_artists is complete' as check_name,
        song_id as object,
        'null in song_id, position, artist_id, extracted_at, snapshot' as detail
    from tbl_song_artists
    where ("snapshot" is null or "snapshot" in (select "snapshot" from loaded))
        and (
            song_id is null
            or position is null
            or artist_id is null
            or extracted_at is null
            or "snapshot" is null
        )
    union all
    select
        'tbl_playlist is complete' as check_name,
        playlist_id as object,
        'null in playlist_id, extracted_at, snapshot' as detail
    from tbl_playlist
    where ("snapshot" is null or "snapshot" in (select "snapshot" from loaded))
        and (
            playlist_id is null
            or extracted_at is null
            or "snapshot" is null
        )
    union all
    select
        'tbl_playlist_items is complete' as check_name,
        playlist_id as object,
        'null in playlist_id, position, song_id, extracted_at, snapshot' as detail
    from tbl_playlist_items
    where ("snapshot" is null or "snapshot" in (select "snapshot" from loaded))
        and (
            playlist_id is null
            or position is null
            or song_id is null
            or extracted_at is null
            or "snapshot" is null
        )
    union all
    select
        'etl_load is complete' as check_name,
        "snapshot" as object,
        'null in snapshot, raw_sha256, extracted_at, loaded_at' as detail
    from etl_load
    where ("snapshot" is null or "snapshot" in (select "snapshot" from loaded))
        and (
            "snapshot" is null
            or raw_sha256 is null
            or extracted_at is null
            or loaded_at is null
        )
)
select
    check_name,
    object,
    detail
from findings

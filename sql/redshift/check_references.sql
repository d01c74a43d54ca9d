-- Generated from the table model; CONTRIBUTING.md says how.
-- A reference to a row that is not there. Reads only; a row is a finding.
with loaded as (
    select
        "snapshot",
        extracted_at
    from etl_load
    where coalesce(run_id, '') like :?loaded_by
),
findings as (
    select
        'tbl_songs.album_id exists in tbl_album' as check_name,
        child.song_id as object,
        child.album_id as detail
    from tbl_songs as child
    left join tbl_album as parent
        on parent.album_id = child.album_id
    where child."snapshot" in (select "snapshot" from loaded)
        and child.album_id is not null
        and parent.album_id is null
    union all
    select
        'tbl_songs.artist_id exists in tbl_artists' as check_name,
        child.song_id as object,
        child.artist_id as detail
    from tbl_songs as child
    left join tbl_artists as parent
        on parent.artist_id = child.artist_id
    where child."snapshot" in (select "snapshot" from loaded)
        and child.artist_id is not null
        and parent.artist_id is null
    union all
    select
        'tbl_song_artists.song_id exists in tbl_songs' as check_name,
        child.song_id as object,
        child.song_id as detail
    from tbl_song_artists as child
    left join tbl_songs as parent
        on parent.song_id = child.song_id
    where child."snapshot" in (select "snapshot" from loaded)
        and child.song_id is not null
        and parent.song_id is null
    union all
    select
        'tbl_song_artists.artist_id exists in tbl_artists' as check_name,
        child.song_id as object,
        child.artist_id as detail
    from tbl_song_artists as child
    left join tbl_artists as parent
        on parent.artist_id = child.artist_id
    where child."snapshot" in (select "snapshot" from loaded)
        and child.artist_id is not null
        and parent.artist_id is null
)
select
    check_name,
    object,
    detail
from findings

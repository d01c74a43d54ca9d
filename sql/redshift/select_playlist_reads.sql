-- Generated from the table model; CONTRIBUTING.md says how.
-- Tells the reads of which one, or several parts together, can be the current content of each playlist that this load concerns: it brings a
-- read of the playlist, or takes one away, or an earlier version has loaded one since. A row without a snapshot is a playlist without a
-- read whose items are there. What is older by more than a day than a whole read, or than content that stands, is not told: the parts of a playlist are read
-- within a day. Reads only.
with contents as (
    select
        content.playlist_id,
        max(content.extracted_at) as extracted_at,
        count(winner_etl_load."snapshot") as replayed
    from tbl_playlist_content as content
    left join winner_etl_load
        on winner_etl_load."snapshot" = content."snapshot"
    group by content.playlist_id
),
concerned as (
    select playlist_id
    from winner_etl_load_playlists
    union
    select playlist_id
    from contents
    where replayed > 0
    union
    select tbl_playlist.playlist_id
    from tbl_playlist
    left join contents
        on contents.playlist_id = tbl_playlist.playlist_id
    where coalesce(cast(tbl_playlist.items_extracted_at as varchar), '')
        <> coalesce(cast(contents.extracted_at as varchar), '')
),
reads as (
    select
        concerned.playlist_id,
        told."snapshot",
        etl_load.extracted_at,
        coalesce(told.whole, true) as whole,
        told.first_position,
        told.last_position,
        told.entries,
        told.total
    from concerned
    left join etl_load_playlists as told
        on told.playlist_id = concerned.playlist_id
        and told.items_removed_at is null
    left join etl_load
        on etl_load."snapshot" = told."snapshot"
),
bounds as (
    select
        reads.playlist_id,
        max(case when reads.whole then reads.extracted_at end) as newest_whole,
        max(case when contents.replayed = 0 then contents.extracted_at end) as standing
    from reads
    left join contents
        on contents.playlist_id = reads.playlist_id
    group by reads.playlist_id
)
select
    reads.playlist_id,
    reads."snapshot",
    cast(reads.extracted_at as varchar) as extracted_at,
    reads.whole,
    reads.first_position,
    reads.last_position,
    reads.entries,
    reads.total
from reads
join bounds
    on bounds.playlist_id = reads.playlist_id
where reads."snapshot" is null
    or (reads.whole and reads.extracted_at = bounds.newest_whole)
    or (
        (bounds.newest_whole is null or reads.extracted_at >= bounds.newest_whole - interval '1 day')
        and (bounds.standing is null or reads.extracted_at >= bounds.standing - interval '1 day')
    )

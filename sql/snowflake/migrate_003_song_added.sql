-- Generated from the table model; CONTRIBUTING.md says how.
-- Earlier versions took times from before there was a Spotify, such as 1970-01-01, for the earliest at which a song was added.
-- In their place comes the earliest since then of its items, or null. A second run changes nothing.
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
update tbl_songs
set song_added = earliest.added_at
from (
    select
        wrong.song_id,
        min(items.added_at) as added_at
    from tbl_songs as wrong
    left join tbl_playlist_items as items
        on items.song_id = wrong.song_id
        and items.added_at >= '2006-01-01'
    where wrong.song_added < '2006-01-01'
    group by wrong.song_id
) as earliest
where earliest.song_id = tbl_songs.song_id

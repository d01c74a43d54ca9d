-- Generated from the table model; CONTRIBUTING.md says how.
-- Earlier versions took times from before there was a Spotify, such as 1970-01-01, for the earliest at which a song was added.
-- In their place comes the earliest since then of its items, or null. A second run changes nothing.
create table if not exists tbl_songs (
    song_id varchar using compression uncompressed,
    song_name varchar,
    duration_ms bigint,
    url varchar,
    popularity integer,
    explicit boolean,
    isrc varchar,
    song_added timestamp,
    album_id varchar,
    artist_id varchar,
    extracted_at timestamp,
    snapshot varchar,
    told_by varchar
);
create table if not exists tbl_playlist_items (
    playlist_id varchar,
    position integer,
    song_id varchar,
    added_at timestamp,
    added_by varchar,
    popularity integer,
    extracted_at timestamp,
    snapshot varchar
);
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

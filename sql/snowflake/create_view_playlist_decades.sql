-- Generated from the table model; CONTRIBUTING.md says how.
-- From which decades the entries of each playlist are now, and their share of those whose release is known. A second run changes nothing.
create or replace view v_playlist_decades copy grants as
with released as (
    select
        items.playlist_id,
        items.playlist_name,
        cast(extract(year from tbl_album.release_date) as integer)
            - mod(cast(extract(year from tbl_album.release_date) as integer), 10) as decade
    from v_current_playlist_items as items
    join tbl_songs
        on tbl_songs.song_id = items.song_id
    join tbl_album
        on tbl_album.album_id = tbl_songs.album_id
    where tbl_album.release_date is not null
)
select
    playlist_id,
    max(playlist_name) as playlist_name,
    decade,
    count(*) as entries,
    cast(count(*) as double precision) / sum(count(*)) over (partition by playlist_id) as share
from released
group by
    playlist_id,
    decade

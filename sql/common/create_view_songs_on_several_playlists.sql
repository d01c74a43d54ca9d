-- Songs that more than one playlist holds now. A second run changes nothing.
create or replace view v_songs_on_several_playlists as
select
    song_id,
    max(song_name) as song_name,
    count(distinct playlist_id) as playlists,
    count(*) as entries,
    min(position) as best_position,
    max(popularity) as popularity
from v_current_playlist_items
group by song_id
having count(distinct playlist_id) > 1

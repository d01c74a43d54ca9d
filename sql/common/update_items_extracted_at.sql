-- Tells in tbl_playlist of when the current content is, or that there is none. A second run changes nothing.
update tbl_playlist
set items_extracted_at = content.extracted_at
from (
    select
        playlist_id,
        max(extracted_at) as extracted_at
    from stage_playlist_content
    group by playlist_id
) as content
where content.playlist_id = tbl_playlist.playlist_id

-- Removes what was the current content of the playlists that are staged; merge_playlist_content brings what it is now. A second run
-- after that would remove it.
delete from tbl_playlist_content
where playlist_id in (select playlist_id from stage_playlist_content)

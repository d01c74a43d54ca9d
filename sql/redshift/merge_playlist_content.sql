-- Generated from the table model; CONTRIBUTING.md says how.
-- Brings the current content of playlists from its stage, where one without content has a row without a snapshot. A second run
-- doubles the rows: delete_playlist_content comes before.
insert into tbl_playlist_content (
    playlist_id,
    "snapshot",
    first_position,
    last_position,
    extracted_at
)
select
    playlist_id,
    "snapshot",
    first_position,
    last_position,
    extracted_at
from stage_playlist_content
where "snapshot" is not null

-- Generated from the table model; CONTRIBUTING.md says how.
-- Brings the rows of winner_album into tbl_album. A second run changes nothing.
merge into tbl_album
using winner_album
on tbl_album.album_id = winner_album.album_id
when matched then update set
    album_name = winner_album.album_name,
    release_date = winner_album.release_date,
    release_date_precision = winner_album.release_date_precision,
    total_tracks = winner_album.total_tracks,
    url = winner_album.url,
    extracted_at = winner_album.extracted_at,
    "snapshot" = winner_album."snapshot",
    told_by = winner_album.told_by
when not matched then insert (
    album_id,
    album_name,
    release_date,
    release_date_precision,
    total_tracks,
    url,
    extracted_at,
    "snapshot",
    told_by
) values (
    winner_album.album_id,
    winner_album.album_name,
    winner_album.release_date,
    winner_album.release_date_precision,
    winner_album.total_tracks,
    winner_album.url,
    winner_album.extracted_at,
    winner_album."snapshot",
    winner_album.told_by
)

-- Generated from the table model; CONTRIBUTING.md says how.
-- Brings the rows of winner_artists into tbl_artists. A second run changes nothing.
merge into tbl_artists
using winner_artists
on tbl_artists.artist_id = winner_artists.artist_id
when matched then update set
    artist_name = winner_artists.artist_name,
    url = winner_artists.url,
    extracted_at = winner_artists.extracted_at,
    "snapshot" = winner_artists."snapshot",
    told_by = winner_artists.told_by
when not matched then insert (
    artist_id,
    artist_name,
    url,
    extracted_at,
    "snapshot",
    told_by
) values (
    winner_artists.artist_id,
    winner_artists.artist_name,
    winner_artists.url,
    winner_artists.extracted_at,
    winner_artists."snapshot",
    winner_artists.told_by
)

-- Generated from the table model; CONTRIBUTING.md says how.
-- Takes away what came with publications that are merged, or set aside; :publications stands for these. A second run
-- changes nothing.
delete from landing_stream_playlist_items
where publication in (:publications)

-- Generated from the table model; CONTRIBUTING.md says how.
-- A part of a playlist that is newer than the playlist's current content, so that what is missing has not come yet. Reads only; a row is
-- a finding.
with newest as (
    select
        playlist_id,
        max(extracted_at) as extracted_at
    from tbl_playlist_content
    group by playlist_id
)
select
    'each playlist is read whole' as check_name,
    told.playlist_id as object,
    cast(told.entries as varchar)
    || ' of ' || coalesce(cast(told.total as varchar), 'an unknown number of') || ' entries in ' || told."snapshot"
    || case when told.last_position - told.first_position + 1 > told.entries then ', with gaps between them' else '' end
    || '; what the playlist held before stays its current content' as detail
from etl_load_playlists as told
join etl_load
    on etl_load."snapshot" = told."snapshot"
left join newest
    on newest.playlist_id = told.playlist_id
where coalesce(etl_load.run_id, '') like :?loaded_by
    and not told.whole
    and (newest.extracted_at is null or etl_load.extracted_at > newest.extracted_at)

-- One row an artist, from the newest snapshot that has it, nulls included, whatever the order of loading.
-- A second run changes nothing.
merge into tbl_artists as target
using (
    with candidates as (
        select
            artist_id,
            artist_name,
            url,
            extracted_at,
            snapshot,
            1 as is_staged
        from stage_artists
        union all
        select
            artist_id,
            artist_name,
            url,
            extracted_at,
            snapshot,
            0 as is_staged
        from tbl_artists
        where artist_id in (select artist_id from stage_artists)
    ),
    ranked as (
        select
            artist_id,
            artist_name,
            url,
            extracted_at,
            snapshot,
            row_number() over (
                partition by artist_id
                order by extracted_at desc, snapshot desc, is_staged desc
            ) as place
        from candidates
    )
    select
        artist_id,
        artist_name,
        url,
        extracted_at,
        snapshot
    from ranked
    where place = 1
) as source
on target.artist_id = source.artist_id
when matched then update set
    artist_name = source.artist_name,
    url = source.url,
    extracted_at = source.extracted_at,
    snapshot = source.snapshot
when not matched then insert (
    artist_id,
    artist_name,
    url,
    extracted_at,
    snapshot
) values (
    source.artist_id,
    source.artist_name,
    source.url,
    source.extracted_at,
    source.snapshot
)

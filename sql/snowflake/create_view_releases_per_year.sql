-- Generated from the table model; CONTRIBUTING.md says how.
-- Albums by year of release, and how many tracks they have on average. A second run changes nothing.
create or replace view v_releases_per_year copy grants as
select
    extract(year from release_date) as release_year,
    count(*) as albums,
    avg(cast(total_tracks as double precision)) as average_tracks
from tbl_album
where release_date is not null
group by extract(year from release_date)
order by release_year

"""Raw objects into six tables by DuckDB alone, as somebody writes it who knows it well. Arguments: folder, database, and by which function."""

import json
import sys

import duckdb

folder, database, function = sys.argv[1:]
URL = {"spotify": "VARCHAR"}
ALBUM = {"id": "VARCHAR", "name": "VARCHAR", "release_date": "VARCHAR", "release_date_precision": "VARCHAR", "total_tracks": "INT", "external_urls": URL}
ITEM = {"id": "VARCHAR", "type": "VARCHAR", "is_local": "BOOLEAN", "name": "VARCHAR", "duration_ms": "INT", "explicit": "BOOLEAN"} | {
    "external_ids": {"isrc": "VARCHAR"}, "external_urls": URL, "album": ALBUM, "artists": [{"id": "VARCHAR", "name": "VARCHAR", "external_urls": URL}]}
LINE = {"id": "VARCHAR", "name": "VARCHAR", "owner": {"id": "VARCHAR"}, "snapshot_id": "VARCHAR", "total": "INT", "external_urls": URL, "offset": "INT"} | {
    "caravan": {"extracted_at": "TIMESTAMP"}, "items": [{"added_at": "TIMESTAMP", "added_by": {"id": "VARCHAR"}, "item": ITEM}]}


def sql(shape):
    if isinstance(shape, dict):
        return "STRUCT(" + ", ".join(f'"{name}" {sql(kind)}' for name, kind in shape.items()) + ")"
    return sql(shape[0]) + "[]" if isinstance(shape, list) else shape


if function == "read_json":
    columns = ", ".join(f"\"{name}\": '{sql(kind)}'" for name, kind in LINE.items())
    lines = f"from read_json('{folder}/*.json', format = 'newline_delimited', columns = {{{columns}}}, filename = true)"
else:
    lines = f"from (select unnest(from_json(json, '{json.dumps(LINE)}')), filename from read_json_objects('{folder}/*.json', format = 'newline_delimited', filename = true))"
connection = duckdb.connect(database)
connection.execute(f"""
create temp table line as {lines};
create temp table head as select filename, any_value(caravan.extracted_at) as extracted_at, max(id) as playlist_id from line group by filename;
create temp table entry as
    with item as (select filename, "offset" + generate_subscripts(items, 1) - 1 as position, unnest(items) as entry from line where items is not null)
    select playlist_id, position, entry.added_at as added_at, entry.added_by.id as added_by, entry.item as song, extracted_at from item join head using (filename)
    where entry.item.id is not null and entry.item.type = 'track' and not coalesce(entry.item.is_local, false);
create temp table artist as select song.id as song_id, generate_subscripts(song.artists, 1) - 1 as position, unnest(song.artists) as artist, extracted_at from entry;
create table playlist as select id as playlist_id, name, owner.id as owner_id, snapshot_id, external_urls.spotify as url, extracted_at
    from line join head using (filename) where id is not null;
create table playlist_items as select playlist_id, position, song.id as song_id, added_at, added_by, extracted_at from entry;
create table songs as select distinct on (song.id) song.id as song_id, song.name as song_name, song.duration_ms, song.explicit, song.external_ids.isrc,
    song.external_urls.spotify as url, song.album.id as album_id, song.artists[1].id as artist_id, added_at as song_added, extracted_at from entry;
create table album as select distinct on (song.album.id) song.album.id as album_id, song.album.name, song.album.release_date, song.album.release_date_precision,
    song.album.total_tracks, song.album.external_urls.spotify as url, extracted_at from entry where song.album.id is not null;
create table artists as select distinct on (artist.id) artist.id as artist_id, artist.name, artist.external_urls.spotify as url, extracted_at
    from artist where artist.id is not null;
create table song_artists as select distinct song_id, position, artist.id as artist_id, extracted_at from artist where artist.id is not null;
""")

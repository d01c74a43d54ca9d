"""Raw objects into six tables by json and pandas, as the known tutorials do it. Arguments: folder and database."""

import glob
import json
import sys

import duckdb
import pandas

folder, database = sys.argv[1:]
playlists, items, songs, albums, artists, song_artists = [], [], {}, {}, {}, {}
for file in sorted(glob.glob(folder + "/*.json")):
    with open(file, encoding="utf-8") as lines:
        read_at = json.loads(next(lines))["caravan"]["extracted_at"]
        playlist = json.loads(next(lines))
        playlists.append((playlist["id"], playlist["name"], playlist["owner"]["id"], playlist["snapshot_id"], playlist["external_urls"]["spotify"], read_at))
        for line in lines:
            page = json.loads(line)
            for position, entry in enumerate(page["items"], page["offset"]):
                song = (entry or {}).get("item")
                if not song or not song.get("id") or song.get("type") != "track" or song.get("is_local"):
                    continue
                items.append((playlist["id"], position, song["id"], entry.get("added_at"), (entry.get("added_by") or {}).get("id"), read_at))
                album, by = song.get("album") or {}, song.get("artists") or []
                songs[song["id"]] = (song["id"], song["name"], song["duration_ms"], song.get("explicit"), (song.get("external_ids") or {}).get("isrc"), (song.get("external_urls") or {}).get("spotify"), album.get("id"), by[0].get("id") if by else None, entry.get("added_at"), read_at)
                if album.get("id"):
                    albums[album["id"]] = (album["id"], album.get("name"), album.get("release_date"), album.get("release_date_precision"), album.get("total_tracks"), (album.get("external_urls") or {}).get("spotify"), read_at)
                for place, artist in enumerate(by):
                    if artist.get("id"):
                        artists[artist["id"]] = (artist["id"], artist.get("name"), (artist.get("external_urls") or {}).get("spotify"), read_at)
                        song_artists[song["id"], place] = (song["id"], place, artist["id"], read_at)
connection = duckdb.connect(database)
TIMES = ("added_at", "song_added", "extracted_at")
for table, columns, rows in (
    ("playlist", "playlist_id name owner_id snapshot_id url extracted_at", playlists),
    ("playlist_items", "playlist_id position song_id added_at added_by extracted_at", items),
    ("songs", "song_id song_name duration_ms explicit isrc url album_id artist_id song_added extracted_at", songs.values()),
    ("album", "album_id name release_date release_date_precision total_tracks url extracted_at", albums.values()),
    ("artists", "artist_id name url extracted_at", artists.values()),
    ("song_artists", "song_id position artist_id extracted_at", song_artists.values()),
):
    frame = pandas.DataFrame(rows, columns=columns.split())
    for column in frame.columns.intersection(TIMES):
        frame[column] = pandas.to_datetime(frame[column], errors="coerce", utc=True).dt.tz_localize(None)
    connection.execute(f"create table {table} as select * from frame")

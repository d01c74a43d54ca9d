"""Answers the questions of the warehouse's views from its tables alone, by plain loops: the oracle that the views are held against.

Reads from stdin a JSON object, by name of a table the list of its rows as objects; times are ISO 8601 without a zone. Prints a line a row
of each view, sorted: the view's name and its values, joined by "|". Times are cut to days, numbers with a fraction have six digits, and
names of snapshots are left out, since they hold the time to the millisecond.
"""

import json
import sys
from collections import defaultdict
from datetime import date

DAYS = 37


def day(time):
    return date.fromisoformat(time[:10])


def text(value):
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return f"{value:.6f}"
    return str(value).replace("\n", "\\n").replace("\r", "\\r")


class Warehouse:
    def __init__(self, tables):
        self.tables = tables
        self.songs = {row["song_id"]: row for row in tables["tbl_songs"]}
        self.albums = {row["album_id"]: row for row in tables["tbl_album"]}
        self.artists = {row["artist_id"]: row["artist_name"] for row in tables["tbl_artists"]}
        self.credits = defaultdict(set)
        for row in tables["tbl_song_artists"]:
            self.credits[row["song_id"]].add(row["artist_id"])
        self.items = defaultdict(list)
        for row in tables["tbl_playlist_items"]:
            self.items[row["playlist_id"], row["snapshot"]].append(row)
        self.reads = self.find_reads()
        self.days = self.find_days()
        self.current = self.find_current()

    def find_reads(self):
        """By playlist its whole reads, oldest first."""
        times = {row["snapshot"]: row["extracted_at"] for row in self.tables["etl_load"]}
        by_time = defaultdict(dict)
        for row in self.tables["etl_load_playlists"]:
            if row["whole"] is not False:
                there = by_time[row["playlist_id"]].get(times[row["snapshot"]])
                if there is None or there["snapshot"] < row["snapshot"]:
                    by_time[row["playlist_id"]][times[row["snapshot"]]] = row
        return {
            playlist: [dict(row, extracted_at=time) for time, row in sorted(rows.items())]
            for playlist, rows in by_time.items()
        }

    def find_days(self):
        """By playlist and day on which somebody looked, the newest whole read by the end of that day."""
        found = {}
        for playlist, reads in self.reads.items():
            looks = {day(read["extracted_at"]) for read in reads}
            for row in self.tables["etl_observation"]:
                if row["playlist_id"] == playlist and row["outcome"] == "unchanged":
                    looks.add(day(row["observed_at"]))
            held = {}
            for look in sorted(looks):
                before = [read for read in reads if day(read["extracted_at"]) <= look]
                if before:
                    held[look] = before[-1]
            found[playlist] = held
        return found

    def find_current(self):
        """The rows of what each playlist holds now."""
        known = {row["playlist_id"]: row for row in self.tables["tbl_playlist"]}
        rows = []
        for part in self.tables["tbl_playlist_content"]:
            playlist = known.get(part["playlist_id"])
            for item in self.items[part["playlist_id"], part["snapshot"]]:
                last = item["position"] if part["last_position"] is None else part["last_position"]
                if playlist and part["first_position"] <= item["position"] <= last:
                    rows.append(dict(item, playlist_name=playlist["playlist_name"]))
        return rows

    def places(self, read):
        """By song its best position in a read."""
        best = {}
        for item in self.items[read["playlist_id"], read["snapshot"]]:
            best[item["song_id"]] = min(item["position"], best.get(item["song_id"], item["position"]))
        return best

    def is_newest(self, playlist):
        """Whether the newest whole read is the current content, and no parts have come since."""
        known = {row["playlist_id"]: row["items_extracted_at"] for row in self.tables["tbl_playlist"]}.get(playlist)
        return known is None or self.reads[playlist][-1]["extracted_at"] >= known

    def name(self, song):
        return self.songs[song]["song_name"] if song in self.songs else None


def mean(values):
    values = [value for value in values if value is not None]
    return float(sum(values)) / len(values) if values else None


def slope(points):
    """Of the least squares through points (x, y); none where all x are one."""
    if not points or len({x for x, _ in points}) < 2:
        return None
    middle_x, middle_y = mean([x for x, _ in points]), mean([y for _, y in points])
    return sum((x - middle_x) * (y - middle_y) for x, y in points) / sum((x - middle_x) ** 2 for x, _ in points)


def line(points, x):
    steep = slope(points)
    if steep is None:
        return None
    return mean([y for _, y in points]) + steep * (x - mean([at for at, _ in points]))


def playlist_reads(house):
    for playlist, reads in house.reads.items():
        for number, read in enumerate(reads):
            before = day(reads[number - 1]["extracted_at"]) if number else None
            yield (playlist, read["playlist_name"], day(read["extracted_at"]), read["entries"], read["missing"],
                   number + 1, before)


def playlist_days(house):
    first = date(2000, 1, 1)
    for playlist, held in house.days.items():
        for look, read in held.items():
            read_on = day(read["extracted_at"])
            yield playlist, look, (look - first).days, read_on, (read_on - first).days


def moves(house, playlist):
    """Yields each read with, by song, its position there and before."""
    before = None
    for read in house.reads[playlist]:
        now = house.places(read)
        yield read, {
            song: (now.get(song), None if before is None else before.get(song)) for song in set(now) | set(before or ())
        }, before is None
        before = now


def kind(position, previous, is_first):
    if is_first:
        return "first read"
    if previous is None:
        return "entered"
    if position is None:
        return "left"
    return "same" if position == previous else "up" if position < previous else "down"


def playlist_moves(house):
    for playlist in house.reads:
        for read, songs, is_first in moves(house, playlist):
            for song, (position, previous) in songs.items():
                up = None if position is None or previous is None else previous - position
                yield (playlist, day(read["extracted_at"]), song, house.name(song), position, previous, up,
                       kind(position, previous, is_first))


def churns(house):
    for playlist in house.reads:
        for read, songs, is_first in moves(house, playlist):
            kinds = [kind(position, previous, is_first) for position, previous in songs.values()]
            now = sum(position is not None for position, _ in songs.values())
            before = sum(previous is not None for _, previous in songs.values())
            entered, left = kinds.count("entered"), kinds.count("left")
            churn = None if is_first or now + before == 0 else (entered + left) / (now + before)
            yield (playlist, read, now, before, entered, left, kinds.count("up"), kinds.count("down"), churn)


def playlist_churn(house):
    for playlist, read, *rest in churns(house):
        yield (playlist, day(read["extracted_at"]), read["entries"], *rest)


def stays(house):
    """Yields playlist, song and its stretches, each a list of (day, position), and the last of all days."""
    for playlist, held in house.days.items():
        open_stays, closed = {}, []
        for look, read in sorted(held.items()):
            places = house.places(read)
            for song in [song for song in open_stays if song not in places]:
                closed.append((song, open_stays.pop(song), False))
            for song, position in places.items():
                open_stays.setdefault(song, []).append((look, position))
        closed.extend((song, stay, True) for song, stay in open_stays.items())
        for song, stay, is_last in closed:
            yield playlist, song, stay, is_last and house.is_newest(playlist)


def playlist_stays(house):
    for playlist, song, stay, is_current in stays(house):
        best = min(position for _, position in stay)
        yield (playlist, song, stay[0][0], stay[-1][0], len(stay), best,
               min(look for look, position in stay if position == best), is_current)


def playlist_songs(house):
    of_song = defaultdict(list)
    for playlist, song, stay, is_current in stays(house):
        of_song[playlist, song].append((stay, is_current))
    for (playlist, song), found in of_song.items():
        everything = [place for stay, _ in found for place in stay]
        best = min(position for _, position in everything)
        yield (playlist, song, house.name(song), min(everything)[0], max(everything)[0], len(everything), len(found),
               max(len(stay) for stay, _ in found), sum(len(stay) for stay, is_current in found if is_current), best,
               min(look for look, position in everything if position == best))


def playlist_names(house):
    for playlist, reads in house.reads.items():
        last = None
        runs = []
        for read in reads:
            if read["playlist_name"] is None:
                continue
            if not runs or read["playlist_name"] != last:
                runs.append([])
            last = read["playlist_name"]
            runs[-1].append(read)
        for run in runs:
            yield (playlist, run[0]["playlist_name"], day(run[0]["extracted_at"]), day(run[-1]["extracted_at"]), len(run))


def points(house):
    """By playlist and song the popularity by days before the newest read, and that read's day."""
    found = defaultdict(dict)
    for playlist, held in house.days.items():
        reads = {day(read["extracted_at"]): read for read in held.values()}
        for read_on, read in reads.items():
            ago = (max(reads) - read_on).days
            for item in house.items[playlist, read["snapshot"]] if ago <= DAYS else ():
                if item["popularity"] is not None:
                    there = found[playlist, item["song_id"]]
                    there[ago] = max(item["popularity"], there.get(ago, 0))
    return found


def popularity_points(house):
    newest = {playlist: max(day(read["extracted_at"]) for read in held.values())
              for playlist, held in house.days.items() if held}
    for (playlist, song), popularity in points(house).items():
        for ago, value in popularity.items():
            yield playlist, song, date.fromordinal(newest[playlist].toordinal() - ago), ago, value


def popularity_trends(house):
    found = points(house)
    of_playlist = defaultdict(set)
    for (playlist, _), popularity in found.items():
        of_playlist[playlist] |= set(popularity)
    newest = {playlist: max(day(read["extracted_at"]) for read in held.values())
              for playlist, held in house.days.items() if held}
    for (playlist, song), popularity in found.items():
        if 0 not in popularity or not house.is_newest(playlist):
            continue
        changes = []
        for days, oldest in ((1, 3), (7, 10), (30, 37)):
            older = [ago for ago in of_playlist[playlist] if days <= ago <= oldest]
            then = popularity.get(min(older)) if older else None
            changes.append(None if then is None else float(popularity[0] - then))
        slopes = [slope([(-ago, value) for ago, value in popularity.items() if ago <= days]) for days in (7, 30)]
        yield (playlist, song, house.name(song), newest[playlist], float(popularity[0]), *changes, *slopes)


def popularity_forecasts(house):
    newest = {playlist: max(day(read["extracted_at"]) for read in held.values())
              for playlist, held in house.days.items() if held}
    for (playlist, song), popularity in points(house).items():
        ahead = line([(-ago, value) for ago, value in popularity.items() if ago <= 30], 7)
        if 0 not in popularity or ahead is None or not house.is_newest(playlist):
            continue
        before = {ago: value for ago, value in popularity.items() if ago >= 7}
        held_out = {ago: value for ago, value in popularity.items() if ago < 7}
        fitted = [(-ago, value) for ago, value in before.items()]
        is_fit = slope(fitted) is not None
        line_error = mean([abs(value - line(fitted, -ago)) for ago, value in held_out.items()]) if is_fit else None
        same_error = mean([abs(value - before[min(before)]) for value in held_out.values()]) if is_fit else None
        yield (playlist, song, house.name(song), newest[playlist], float(popularity[0]),
               float(min(100.0, max(0.0, ahead))), line_error, same_error, len(held_out) if is_fit else 0)


def playlist_summary(house):
    changes = defaultdict(lambda: [0, 0, 0])
    newest = {playlist: day(reads[-1]["extracted_at"]) for playlist, reads in house.reads.items()}
    for playlist, read, _, _, entered, left, *_ in churns(house):
        if (newest[playlist] - day(read["extracted_at"])).days < 30:
            changes[playlist][0] += 1
            changes[playlist][1] += entered
            changes[playlist][2] += left
    of_playlist = defaultdict(list)
    for item in house.current:
        of_playlist[item["playlist_id"]].append(item)
    for known in house.tables["tbl_playlist"]:
        if known["items_extracted_at"] is None:
            continue
        playlist = known["playlist_id"]
        items = of_playlist[playlist]
        songs = [house.songs.get(item["song_id"], {}) for item in items]
        lengths = [song.get("duration_ms") for song in songs if song.get("duration_ms") is not None]
        added = [item["added_at"] for item in items if item["added_at"] is not None]
        yield (playlist, known["playlist_name"], day(known["items_extracted_at"]), len(items),
               len({item["song_id"] for item in items}), sum(lengths) if lengths else None,
               mean([item["popularity"] for item in items]),
               mean([None if song.get("explicit") is None else float(song["explicit"]) for song in songs]),
               day(max(added)) if added else None, *changes.get(playlist, (None, None, None)))


def playlist_decades(house):
    found = defaultdict(lambda: defaultdict(int))
    names = {}
    for item in house.current:
        song = house.songs.get(item["song_id"], {})
        released = house.albums.get(song.get("album_id"), {}).get("release_date")
        if released is not None:
            found[item["playlist_id"]][int(released[:4]) // 10 * 10] += 1
            names[item["playlist_id"]] = item["playlist_name"]
    for playlist, decades in found.items():
        for decade, entries in decades.items():
            yield playlist, names[playlist], decade, entries, entries / sum(decades.values())


def artist_shares(house):
    for playlist, reads in house.reads.items():
        for read in reads:
            positions = defaultdict(list)
            for item in house.items[playlist, read["snapshot"]]:
                for artist in house.credits[item["song_id"]]:
                    positions[artist].append(item["position"])
            for artist, found in positions.items():
                yield (playlist, day(read["extracted_at"]), artist, house.artists.get(artist), len(found),
                       len(found) / read["entries"] if read["entries"] else None, min(found))


def artists_by_entries(house):
    of_artist = defaultdict(list)
    for item in house.current:
        for artist in house.credits[item["song_id"]]:
            of_artist[artist].append(item)
    for artist, items in of_artist.items():
        yield (artist, house.artists.get(artist), len(items), len({item["song_id"] for item in items}),
               len({item["playlist_id"] for item in items}), mean([item["popularity"] for item in items]),
               min(item["position"] for item in items))


def songs_on_several_playlists(house):
    of_song = defaultdict(list)
    for item in house.current:
        of_song[item["song_id"]].append(item)
    for song, items in of_song.items():
        lists = {item["playlist_id"] for item in items}
        told = [item["popularity"] for item in items if item["popularity"] is not None]
        if len(lists) > 1:
            yield (song, house.name(song), len(lists), len(items), min(item["position"] for item in items),
                   max(told) if told else None)


def album_performance(house):
    of_album = defaultdict(list)
    for item in house.current:
        album = house.songs.get(item["song_id"], {}).get("album_id")
        if album in house.albums:
            of_album[album].append(item)
    for album_id, items in of_album.items():
        album = house.albums[album_id]
        yield (album_id, album["album_name"], album["release_date"], album["total_tracks"],
               len({item["song_id"] for item in items}), len(items), len({item["playlist_id"] for item in items}),
               mean([item["popularity"] for item in items]), min(item["position"] for item in items))


VIEWS = [playlist_reads, playlist_days, playlist_moves, playlist_churn, playlist_stays, playlist_songs, playlist_names,
         popularity_points, popularity_trends, popularity_forecasts, playlist_summary, playlist_decades, artist_shares,
         artists_by_entries, songs_on_several_playlists, album_performance]


def main():
    house = Warehouse(json.load(sys.stdin))
    lines = sorted(
        "|".join(["v_" + view.__name__, *(text(value) for value in row)]) for view in VIEWS for row in view(house))
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    print("\n".join(lines))


main()

"""Names of raw objects as people write them, and when their content was read: prints name, tab, instant.

python3 src/test/python/times.py > src/test/resources/io/caravan/transform/times.tsv
"""

import datetime
import random
import string

SEED = 14
NAMES = 200

# %3f stands for milliseconds, %:z for an offset with a colon, %-z for one with a dash: what strftime has not got in every Python.
PATTERNS = [
    "%Y%m%d", "%Y-%m-%d", "%Y_%m_%d", "%Y.%m.%d", "%Y%m%d%H%M%S", "%Y%m%d%H%M", "%Y%m%d_%H%M%S", "%Y%m%d_%H%M", "%Y%m%d-%H%M%S",
    "%Y%m%dT%H%M%SZ", "%Y%m%dT%H%M%S%3fZ", "%Y%m%dT%H%MZ", "%Y%m%d%H%M%S%3f", "%Y-%m-%dT%H:%M:%SZ",
    "%Y-%m-%dT%H-%M-%SZ", "%Y-%m-%dT%H-%M-%S-%3fZ", "%Y-%m-%dT%H:%M:%S.%3fZ", "%Y-%m-%d %H:%M:%S.%f", "%Y-%m-%d_%H-%M-%S",
    "%Y-%m-%d-%H-%M-%S", "%Y_%m_%d_%H_%M_%S", "%Y.%m.%d.%H.%M.%S", "%Y-%m-%dT%H-%M", "%Y-%m-%d_%H%M", "%Y_%m_%d_%H_%M",
    "%Y-%m-%d %H.%M.%S", "%Y-%m-%dT%H:%M:%S%z", "%Y%m%dT%H%M%S%z", "%Y%m%d%H%M%S%z", "%Y-%m-%dT%H:%M:%S%:z", "%Y-%m-%dT%H-%M-%S%-z",
    "%d-%b-%Y", "%b-%d-%Y", "%d%b%Y_%H%M%S", "%Y-%b-%d", "%d-%m-%Y", "%d.%m.%Y_%H-%M", "%m-%d-%Y",
    "%s", "%s%3f",
]
ZONES = [0, 330, 540, -300, -210, 120]
PREFIXES = ["", "spotify_raw_", "playlist-", "top50_", "{id}_", "raw_{id}_", "Top 50 - Global ", "page.1."]
SUFFIXES = [".json", ".json.gz", "", "_page_0.json", "_{id}.json", ".jsonl", "-top.json"]


def of_day_and_month_apart(rng, pattern):
    """The numbers of a day that may come before or after its month tell which is which."""
    return rng.randint(13, 28) if "%d-%m" in pattern or "%m-%d-%Y" in pattern or "%d.%m" in pattern else rng.randint(1, 28)


def written(moment, pattern):
    minutes = int(moment.utcoffset().total_seconds() // 60)
    offset = f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}{{}}{abs(minutes) % 60:02}"
    pattern = pattern.replace("%:z", offset.format(":")).replace("%-z", offset.format("-")).replace("%3f", f"{moment.microsecond // 1000:03}")
    return moment.strftime(pattern.replace("%s", str(int(moment.timestamp()))))


def meant(moment, pattern):
    """What a pattern leaves out is 0, and a time without an offset is one of UTC."""
    if "%s" not in pattern:
        if not any(zone in pattern for zone in ("%z", "%:z", "%-z")):
            moment = moment.replace(tzinfo=datetime.timezone.utc)
        for part, field in (("%H", "hour"), ("%M", "minute"), ("%S", "second")):
            moment = moment if part in pattern else moment.replace(**{field: 0})
    digits = 1000 if "%3f" in pattern or "%f" in pattern else 1_000_000
    return moment.replace(microsecond=moment.microsecond // digits * digits).astimezone(datetime.timezone.utc)


def main():
    rng = random.Random(SEED)
    for number in range(NAMES):
        pattern = PATTERNS[number % len(PATTERNS)]
        zone = datetime.timezone(datetime.timedelta(minutes=rng.choice(ZONES)))
        moment = datetime.datetime(rng.randint(2008, 2030), rng.randint(1, 12), of_day_and_month_apart(rng, pattern), rng.randint(0, 23),
                                   rng.randint(0, 59), rng.randint(0, 59), rng.randint(0, 999_999), zone)
        playlist = "".join(rng.choice(string.ascii_letters + string.digits) for _ in range(22))
        around = rng.choice(PREFIXES) + "{time}" + rng.choice(SUFFIXES)
        name = around.replace("{id}", playlist).replace("{time}", written(moment, pattern))
        print(name, meant(moment, pattern).strftime("%Y-%m-%dT%H:%M:%S.") + f"{meant(moment, pattern).microsecond // 1000:03}Z", sep="\t")


if __name__ == "__main__":
    main()

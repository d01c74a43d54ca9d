"""Reads a topic to its end, decodes each value by the function that the page of the stream shows, and prints a list of values a record.

read_topic.py <folder of example.py> <brokers> <topic> <registry>
"""
import json
import sys

from kafka import KafkaConsumer, TopicPartition

sys.path.insert(0, sys.argv[1])
import example

brokers, topic, registry = sys.argv[2:]
consumer = KafkaConsumer(bootstrap_servers=brokers, isolation_level="read_committed", enable_auto_commit=False)
partitions = [TopicPartition(topic, partition) for partition in consumer.partitions_for_topic(topic)]
consumer.assign(partitions)
consumer.seek_to_beginning(*partitions)
ends = consumer.end_offsets(partitions)


def row(record):
    if "song" not in record:
        return ["End" if "digest" in record else "Rest"]
    song = record["song"]
    return [
        "Entry",
        record["playlist_id"],
        record["position"],
        record["added_at"] and int(record["added_at"].timestamp()),
        song["song_id"],
        song["song_name"],
        song["duration_ms"],
        song["album"]["album_id"],
        song["album"]["release_date"] and song["album"]["release_date"].isoformat(),
        [[artist["position"], artist["artist_id"], artist["artist"]["artist_name"]] for artist in song["artists"]],
    ]


while any(consumer.position(partition) < ends[partition] for partition in partitions):
    for messages in consumer.poll(timeout_ms=200).values():
        for message in messages:
            record = example.decode(registry, message.value)
            print(json.dumps(row(record), ensure_ascii=False, separators=(",", ":")))

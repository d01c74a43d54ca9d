package io.caravan.stream;

/** Where a record stands in the topic. */
record TopicPlace(int partition, long offset) {}

package io.caravan.sink;

import io.caravan.snapshot.ArchivedObject;
import java.util.List;

/**
 * What is to be replayed.
 *
 * @param objects archived raw objects, oldest first
 * @param into the sink to feed; null for all that are on
 */
public record Replay(List<ArchivedObject> objects, Sink into) {}

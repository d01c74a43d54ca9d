package io.caravan.transform;

import java.time.Instant;

/** The first line of a raw object that Caravan wrote. */
record Header(String runId, Instant extractedAt, boolean consistent) {}

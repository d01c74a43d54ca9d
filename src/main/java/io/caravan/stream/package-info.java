/** Snapshots as records of a topic: published, read again, and landed in the warehouse. Read only where {@code stream.brokers} is set. */
package io.caravan.stream;

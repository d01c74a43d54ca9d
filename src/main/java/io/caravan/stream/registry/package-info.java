/** The registry at which the schemas of the stream's records stand: one that speaks Confluent's REST API. */
package io.caravan.stream.registry;

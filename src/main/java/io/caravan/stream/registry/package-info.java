/** The schemas of the stream's records at a registry that speaks Confluent's REST API, and what may change in them. */
package io.caravan.stream.registry;

/** The view {@code spotify_data} as one CSV file in the lake, for who takes files and asks no warehouse. */
package io.caravan.unified;

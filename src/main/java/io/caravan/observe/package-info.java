/** What {@code run} tells of itself over HTTP: health checks and metrics. Whoever asks is told what was seen last and never waits. */
package io.caravan.observe;

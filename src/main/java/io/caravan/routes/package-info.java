/** The files of {@code routes/} as they are written: read with Camel, checked before anything starts, drawn. */
package io.caravan.routes;

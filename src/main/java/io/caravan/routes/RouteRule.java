package io.caravan.routes;

import java.util.List;
import java.util.stream.Stream;

/** Finds mistakes of a kind. */
interface RouteRule {
    /** Looks at all files together, as one may name what another holds. */
    Stream<Mistake> mistakes(List<Field> files);
}

package io.caravan.routes;

import java.util.function.Consumer;

/** Finds mistakes of a kind. Every start waits for it: no streams over what is many, no expression compiled twice. */
interface RouteRule {
    /** Looks at all files together, as one may name what another holds. */
    void look(RouteFiles files, Consumer<Mistake> told);
}

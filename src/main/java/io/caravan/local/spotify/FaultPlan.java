package io.caravan.local.spotify;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** The faults still to come. Of those that match a request, the one planned first is used and counted down. */
final class FaultPlan {
    private final List<Planned> planned = new ArrayList<>();

    synchronized void add(Predicate<Request> requests, int count, Fault fault) {
        planned.add(new Planned(requests, count, fault));
    }

    synchronized void clear() {
        planned.clear();
    }

    /** Returns the fault for a request; one that changes nothing if none is planned. */
    synchronized Fault next(Request request) {
        for (Planned candidate : planned) {
            if (candidate.left > 0 && candidate.requests.test(request)) {
                candidate.left--;
                return candidate.fault;
            }
        }
        return right -> right;
    }

    private static final class Planned {
        final Predicate<Request> requests;
        final Fault fault;
        int left;

        Planned(Predicate<Request> requests, int count, Fault fault) {
            this.requests = requests;
            this.fault = fault;
            this.left = count;
        }
    }
}

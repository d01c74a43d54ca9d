package io.caravan.bench;

import java.util.ArrayList;
import java.util.List;

/** What the figures of a run are held against. */
final class Goals {
    private final List<String> lines = new ArrayList<>();
    private boolean missed;

    /** Notes a figure that should be no less than a goal. */
    void atLeast(String what, double figure, double goal) {
        note(what, figure, "at least", goal, figure >= goal);
    }

    /** Notes a figure that should be no more than a goal. */
    void atMost(String what, double figure, double goal) {
        note(what, figure, "at most", goal, figure <= goal);
    }

    private void note(String what, double figure, String bound, double goal, boolean met) {
        missed |= !met;
        lines.add("%-6s %-90s %8.2f  (%s %.2f)".formatted(met ? "met" : "MISSED", what, figure, bound, goal));
    }

    void print() {
        if (lines.isEmpty()) {
            return;
        }
        System.out.printf("%nGoals%n");
        lines.forEach(System.out::println);
        System.out.println(missed ? "Not all goals are met." : "All goals are met.");
    }
}

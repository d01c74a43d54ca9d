package io.caravan.doctor;

import io.caravan.lake.DeadLetters;
import io.caravan.lake.Prefixes;
import io.caravan.wiring.DeclaredBeans;
import java.util.List;

/** What was set aside. */
record DeadLettersCheck(DeclaredBeans beans) implements Check {
    @Override
    public String name() {
        return "dead letters";
    }

    @Override
    public boolean needsLake() {
        return true;
    }

    @Override
    public void look(List<Finding> findings) {
        long count = beans.bean("deadLetters", DeadLetters.class).count();
        findings.add(
                count == 0
                        ? Finding.ok(name(), "Nothing is set aside")
                        : Finding.warning(
                                name(),
                                "Set aside under %s: %d; \"dead-letters list\" says why"
                                        .formatted(Prefixes.DEAD_LETTERS, count)));
    }
}

package io.caravan;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravan.failure.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutcomeTest {
    @Test
    void ofSeveralExitCodesTheFirstInThisOrderHolds() {
        List<Integer> order = List.of(2, 78, 75, 1, 3, 0);
        for (Outcome one : Outcome.values()) {
            for (Outcome other : Outcome.values()) {
                int first = Math.min(order.indexOf(one.exitCode()), order.indexOf(other.exitCode()));
                assertThat(one.and(other).exitCode())
                        .as("%s and %s", one, other)
                        .isEqualTo(order.get(first));
            }
        }
    }

    @Test
    void everyOutcomeHasAnExitCodeOfItsOwn() {
        assertThat(Arrays.stream(Outcome.values()).map(Outcome::exitCode))
                .containsExactlyInAnyOrder(0, 1, 2, 3, 75, 78);
    }

    @Test
    void theOrderInWhichThingsHappenDoesNotMatter() {
        List<Outcome> happened = new ArrayList<>(List.of(Outcome.PARTLY, Outcome.PARKED, Outcome.FAILED, Outcome.OK));
        for (int i = 0; i < happened.size(); i++) {
            Collections.rotate(happened, 1);
            assertThat(happened.stream().reduce(Outcome.OK, Outcome::and)).isEqualTo(Outcome.PARKED);
        }
    }
}

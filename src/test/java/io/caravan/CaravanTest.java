package io.caravan;

import org.junit.jupiter.api.Test;

class CaravanTest {
    @Test
    void runs() {
        Caravan.main(new String[0]);
    }
}

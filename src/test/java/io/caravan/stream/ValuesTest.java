package io.caravan.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caravan.model.Column;
import io.caravan.model.Table;
import java.time.DateTimeException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValuesTest {
    private static final Column TIME = Table.PLAYLIST_ITEMS.columns().get(Table.PLAYLIST_ITEMS.indexOf("added_at"));

    @ParameterizedTest
    @CsvSource({
        "2024-10-03 12:48:11.007, 2024-10-03T12:48:11.007Z",
        "1970-01-01 00:00:00.000, 1970-01-01T00:00:00Z",
        "1969-12-31 23:59:59.999, 1969-12-31T23:59:59.999Z",
        "2024-02-29 00:00:00.100, 2024-02-29T00:00:00.1Z",
        "0001-01-01 00:00:00.000, 0001-01-01T00:00:00Z",
        "9999-12-31 23:59:59.999, 9999-12-31T23:59:59.999Z",
    })
    void aTimeIsTheSameAsACellAndAsMilliseconds(String cell, Instant time) {
        assertThat(FieldValues.field(TIME, cell)).isEqualTo(time.toEpochMilli());
        assertThat(FieldValues.cell(TIME, time.toEpochMilli())).isEqualTo(cell);
    }

    @Test
    void aDayThatIsNoneIsNoTime() {
        assertThatThrownBy(() -> FieldValues.field(TIME, "2023-02-29 00:00:00.000"))
                .isInstanceOf(DateTimeException.class);
    }
}

package io.caravan.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caravan.failure.ConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AthenaTableTest {
    @Test
    void monthsAndDaysHaveTwoDigitsAsTheFoldersDo() {
        assertThat(AthenaTable.statement("music.raw_objects", "my.lake", "a/b/", 2024, 2036))
                .contains("create external table music.raw_objects (\n    line string\n)")
                .contains("year int,\n    month int,\n    day int\n")
                .contains("location 's3://my.lake/a/b/raw_data/processed/'")
                .contains(
                        "'projection.year.range' = '2024,2036'",
                        "'projection.month.range' = '1,12'",
                        "'projection.month.digits' = '2'",
                        "'projection.day.range' = '1,31'",
                        "'projection.day.digits' = '2'",
                        "'storage.location.template' = 's3://my.lake/a/b/raw_data/processed/year=${year}/month=${month}/day=${day}/'");
    }

    @ParameterizedTest
    @CsvSource({
        "raw,lake,''",
        "a.b.c,lake,''",
        "Music.raw,lake,''",
        "music.Raw,lake,''",
        "music.raw-objects,lake,''",
        "music.raw;drop,lake,''",
        "music.,lake,''",
        "music.raw,la'ke,''",
        "music.raw,Lake,''",
        "music.raw,lake,x",
        "music.raw,lake,x'/",
        "music.raw,lake,../"
    })
    void noNameThatIsNotPlainEntersTheStatement(String name, String bucket, String prefix) {
        assertThatThrownBy(() -> AthenaTable.statement(name, bucket, prefix, 2024, 2036))
                .isInstanceOf(ConfigurationException.class);
    }
}

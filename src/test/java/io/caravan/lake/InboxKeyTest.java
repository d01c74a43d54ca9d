package io.caravan.lake;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caravan.failure.RejectedException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InboxKeyTest {
    private static final String INBOX = "raw_data/to_processed/";

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "`${exchangeId}.json`, `starts an expression`",
                "`a${`, `starts an expression`",
                "`$simple{sys.user.home}.json`, `starts an expression`",
                "`a$simple{`, `starts an expression`",
                "`..`, `holds a .. segment`",
                "`../a.json`, `holds a .. segment`",
                "`a/../b.json`, `holds a .. segment`",
                "`a/..`, `holds a .. segment`",
                "`a\u0000.json`, `control character`",
                "`a\u001b[31m.json`, `control character`",
                "`a\u007f.json`, `control character`",
                "`a\u0085.json`, `control character`"
            })
    void aKeyThatIsMoreThanANameIsRefused(String name, String problem) {
        assertThatThrownBy(() -> InboxKey.check(INBOX + name))
                .isInstanceOf(RejectedException.class)
                .hasMessageContainingAll(problem, "under a plain name");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a.json",
                "Été – 日本 😀.json",
                "$.json",
                "$simple.json",
                "{simple}.json",
                "$ {a}.json",
                "..json",
                "a..b",
                ".../a.json",
                "'); drop table tbl_songs; --.json"
            })
    void anyOtherNameIsAName(String name) {
        assertThatCode(() -> InboxKey.check(INBOX + name)).doesNotThrowAnyException();
    }
}

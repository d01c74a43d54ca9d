package io.caravan.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextTableTest {
    private static String print(List<String> header, List<List<String>> rows) {
        var text = new StringWriter();
        TextTable.print(header, rows, new PrintWriter(text));
        return text.toString();
    }

    @Test
    void aColumnIsAsWideAsItsLongestValueOrItsName() {
        assertThat(print(List.of("a", "long name"), List.of(List.of("value", "x"), List.of("", "y"))))
                .isEqualTo("""
                        a      long name
                        -----  ---------
                        value  x
                               y
                        """);
    }

    @Test
    void aNullIsNothingAndALetterIsOneWhateverItsEncoding() {
        assertThat(print(List.of("n", "z"), List.of(Arrays.asList(null, "1"), List.of("𝄞𝄞", "2"))))
                .isEqualTo("""
                        n   z
                        --  -
                            1
                        𝄞𝄞  2
                        """);
    }

    @Test
    void aValueStaysOnItsLineAndCannotSteerTheTerminal() {
        assertThat(print(List.of("n"), List.of(List.of("a\r\nb\tc\u001b[31m\u0007\u009b\u2028d"))))
                .isEqualTo("n\n--------------\na  b c [31m   d\n".replace("--------------", "-".repeat(15)));
    }

    @Test
    void aLongSentenceIsCutBetweenLettersUnlessItIsInTheLastColumn() {
        String fits = "a " + "𝄞".repeat(58);
        String longer = fits + "𝄞";
        assertThat(print(List.of("n", "z"), List.of(List.of(fits, fits), List.of(longer, longer))))
                .isEqualTo("n" + " ".repeat(61) + "z\n" + "-".repeat(60) + "  " + "-".repeat(60) + "\n" + fits + "  "
                        + fits + "\na " + "𝄞".repeat(57) + "…  " + longer + "\n");
    }

    @Test
    void aLongWordIsWhole() {
        assertThat(print(List.of("key"), List.of(List.of("k".repeat(61)))))
                .isEqualTo("key\n" + "-".repeat(61) + "\n" + "k".repeat(61) + "\n");
    }

    @Test
    void withoutRowsThereIsAHeader() {
        assertThat(print(List.of("n"), List.of())).isEqualTo("n\n-\n");
    }
}

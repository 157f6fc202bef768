package dev.warren.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SummaryTests {

    @Test
    void takesTheMedianAndTheSpread() {
        assertThat(Summary.of(null, new double[] {3, 1, 2})).isEqualTo(new Summary(null, 2, 1, 3));
        assertThat(Summary.of(null, new double[] {4, 1, 2, 3})).isEqualTo(new Summary(null, 2.5, 1, 4));
        assertThat(Summary.of(null, new double[] {7})).isEqualTo(new Summary(null, 7, 7, 7));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"9812.4|9,812", "16.26|16.3", "4.239|4.24", "3|3", "0.004|0.00", "NaN|unknown"})
    void showsAsManyDigitsAsAreWorthReading(double value, String shown) {
        assertThat(WriteTable.number(value)).isEqualTo(shown);
    }
}

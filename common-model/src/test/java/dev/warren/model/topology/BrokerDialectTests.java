package dev.warren.model.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BrokerDialectTests {

    @ParameterizedTest
    @CsvSource({
        "3.10.8, CLASSIC",
        "3.13.7, CLASSIC",
        "4.0.5, CLASSIC",
        "4.2.4, CLASSIC",
        "4.3.0-rc.1, QUORUM",
        "4.3.6, QUORUM",
        "4.4.0, QUORUM",
        "4.10.1, QUORUM",
        "5.0.0, QUORUM"
    })
    void followsTheVersion(String version, BrokerDialect dialect) {
        assertThat(BrokerDialect.of(version)).isEqualTo(dialect);
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.9.29", "2.8.7", "", "4", "latest"})
    void refusesVersionsItCannotServe(String version) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BrokerDialect.of(version))
                .withMessageContaining(version);
    }

    @Test
    void quorumQueuesTakeNoPriorityArgument() {
        assertThat(BrokerDialect.QUORUM.taskQueueArguments()).doesNotContainKey("x-max-priority");
    }
}

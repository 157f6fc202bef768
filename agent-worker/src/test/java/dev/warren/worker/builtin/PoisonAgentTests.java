package dev.warren.worker.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.warren.worker.agent.AgentContext;
import dev.warren.worker.agent.InvalidInputException;
import dev.warren.worker.agent.Outcome;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class PoisonAgentTests {

    private final PoisonAgent poison = new PoisonAgent();

    @Test
    void letsItsWorkerLiveOnceItHasKilledOften() {
        var task =
                AgentContext.of(JsonMapper.shared().readTree("{\"times\":2}")).withAttempt(3);

        assertThat(poison.run(task)).isEqualTo(Outcome.completed(Map.of("attempt", 3)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"times":-1}  | times: must be 0 to 100, got -1
            {"times":101} | times: must be 0 to 100, got 101
            {"tines":1}   | tines: unknown field, known are times
            """)
    void killsNobodyForAnInputItDoesNotUnderstand(String input, String complaint) {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> poison.run(AgentContext.of(JsonMapper.shared().readTree(input))))
                .withMessage(complaint);
    }
}

package dev.warren.worker.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.worker.agent.AgentContext;
import dev.warren.worker.agent.Outcome;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class EchoAgentTests {

    @ParameterizedTest
    @ValueSource(strings = {"null", "\"text\"", "[1,2.50,{\"a\":null}]", "{}"})
    void answersWithItsInput(String json) {
        var input = JsonMapper.shared().readTree(json);

        assertThat(new EchoAgent().run(AgentContext.of(input))).isEqualTo(Outcome.completed(input));
    }
}

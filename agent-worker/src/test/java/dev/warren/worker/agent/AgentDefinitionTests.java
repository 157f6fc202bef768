package dev.warren.worker.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.warren.model.task.RetryPolicy;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class AgentDefinitionTests {

    @Test
    void describesItselfInTheWordsEveryKindHas() {
        AgentDescription described = definition("""
                {"kind": "llm", "endpoint": "local", "description": "Sells.", "capabilities": ["sell"],
                 "inputSchema": {"type": "string"}, "outputSchema": true, "timeout": "PT2M", "maxAttempts": 5,
                 "retry": {"firstDelay": "PT2S"}, "instructions": "Sell."}""").description();

        assertThat(described)
                .isEqualTo(AgentDescription.named("sales")
                        .withVersion("3")
                        .withDescription("Sells.")
                        .withCapabilities("sell")
                        .withInputSchema("{\"type\":\"string\"}")
                        .withOutputSchema("true")
                        .withTimeout(Duration.ofMinutes(2))
                        .withMaxAttempts(5)
                        .withRetry(RetryPolicy.DEFAULT.overriddenBy("{\"firstDelay\":\"PT2S\"}")));
    }

    @Test
    void whatItDoesNotSayIsThePlatforms() {
        assertThat(definition("{\"kind\":\"http\",\"endpoint\":\"python\"}").description())
                .isEqualTo(AgentDescription.named("sales").withVersion("3"));
        assertThat(definition("{\"endpoint\":\"python\"}").endpoint()).isEqualTo("python");
        assertThat(definition("{}").endpoint()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"timeout":"soon"}    | Agent 'sales': timeout must be an ISO-8601 duration, got "soon"
            {"maxAttempts":"two"} | Agent 'sales': maxAttempts must be a whole number, got "two"
            {"outputSchema":1}    | Agent 'sales': outputSchema must be a JSON Schema, an object or a boolean, got 1
            """)
    void refusesWhatCannotBeRead(String json, String complaint) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> definition(json).description())
                .withMessage(complaint);
    }

    private static AgentDefinition definition(String json) {
        return new AgentDefinition("sales", "3", JsonMapper.shared().readTree(json));
    }
}

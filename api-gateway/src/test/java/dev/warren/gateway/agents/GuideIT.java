package dev.warren.gateway.agents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.gateway.fixture.RunningGateway;
import dev.warren.gateway.fixture.RunningGateway.Answer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Does what {@code docs/agents.md} shows, from its top to its end, and declares the agents of the other guides. */
class GuideIT {

    private static final Pattern CALL =
            Pattern.compile("```json (PUT|POST) (\\S+)(?: (\\d+))?\\n(.*?)```", Pattern.DOTALL);

    private static final Pattern AGENT = Pattern.compile("```json[^\\n]*\\n(\\{\\s*\"kind\".*?)```", Pattern.DOTALL);

    private final RunningGateway gateway = RunningGateway.shared();

    @Test
    void worksAsItIsWritten() throws Exception {
        var calls = CALL.matcher(Files.readString(Path.of("../docs/agents.md")));
        List<String> done = new ArrayList<>();
        while (calls.find()) {
            String call = calls.group(1) + " " + calls.group(2);
            Answer answer = calls.group(1).equals("PUT")
                    ? gateway.put(calls.group(2), calls.group(4))
                    : gateway.post(calls.group(2), calls.group(4));
            assertThat(answer.status())
                    .as(call + ": " + answer.text())
                    .isIn(calls.group(3) == null ? List.of(200, 201) : List.of(Integer.valueOf(calls.group(3))));
            done.add(call);
        }

        assertThat(done)
                .containsExactly(
                        "PUT /v1/agents/triage", "PUT /v1/agents/word-count", "POST /v1/tasks", "POST /v1/tasks");
    }

    @ParameterizedTest
    @ValueSource(strings = {"declare-an-llm-agent.md", "build-a-swarm.md", "plug-in-an-http-agent.md"})
    void takesTheAgentsOfTheOtherGuides(String guide) throws Exception {
        var agents = AGENT.matcher(Files.readString(Path.of("../docs", guide)));
        int declared = 0;
        while (agents.find()) {
            Answer answer = gateway.put("/v1/agents/guide-" + ++declared, agents.group(1));
            assertThat(answer.status()).as(answer.text()).isIn(200, 201);
        }
        assertThat(declared).isPositive();
    }
}

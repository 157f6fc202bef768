package dev.warren.worker.hosting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.warren.store.agent.DeclaredAgent;
import dev.warren.worker.agent.Agent;
import dev.warren.worker.agent.AgentContext;
import dev.warren.worker.agent.AgentDefinition;
import dev.warren.worker.agent.AgentDescription;
import dev.warren.worker.agent.AgentRuntime;
import dev.warren.worker.agent.Outcome;
import dev.warren.worker.hosting.DeclaredHere.Made;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DeclaredHereTests {

    private final AtomicInteger made = new AtomicInteger();
    private final DeclaredHere declared = new DeclaredHere(List.of(new Runtime()));

    private final class Runtime implements AgentRuntime {

        @Override
        public String kind() {
            return "http";
        }

        @Override
        public Set<String> endpoints() {
            return Set.of("b", "a");
        }

        @Override
        public Agent agent(AgentDefinition definition) {
            made.incrementAndGet();
            if (definition.definition().has("broken")) {
                throw new IllegalArgumentException("broken is set");
            }
            return new Described(definition.description());
        }
    }

    private record Described(AgentDescription description) implements Agent {
        @Override
        public Outcome run(AgentContext context) {
            return Outcome.completed(null);
        }
    }

    @Test
    void announcesItsEndpointsByKind() {
        assertThat(declared.endpoints()).containsExactly("http:a", "http:b");
    }

    @Test
    void refusesTwoRuntimesOfOneKind() {
        assertThatIllegalStateException().isThrownBy(() -> new DeclaredHere(List.of(new Runtime(), new Runtime())));
    }

    @Test
    void makesAVersionOnceAndKeepsOldOnes() {
        declared.are(List.of(polly(1)));
        Made first = declared.find("polly", "1");
        declared.are(List.of(polly(2)));

        assertThat(declared.find("polly", "1")).isSameAs(first).isInstanceOf(Made.Ready.class);
        assertThat(declared.find("polly", "2")).isInstanceOf(Made.Ready.class);
        assertThat(declared.find("polly", "3")).as("must be fetched").isNull();
        assertThat(made).hasValue(2);
    }

    @Test
    void newsAreWhatHasChanged() {
        assertThat(declared.are(List.of(polly(1)))).isTrue();
        assertThat(declared.are(List.of(polly(1)))).isFalse();
        assertThat(declared.are(List.of(polly(2)))).isTrue();
        assertThat(declared.are(List.of())).isTrue();
    }

    @Test
    void saysWhyAVersionCannotBeRun() {
        assertThat(declared.make("polly", "1", "{\"kind\":\"http\",\"endpoint\":\"a\",\"broken\":1}"))
                .isEqualTo(new Made.Unreadable("broken is set"));
        assertThat(declared.make(
                        "polly", "2", "{\"kind\":\"http\",\"endpoint\":\"a\",\"outputSchema\":{\"$ref\":\"#/x\"}}"))
                .isInstanceOf(Made.Unreadable.class);
        assertThat(declared.make("polly", "3", "{")).isInstanceOf(Made.Unreadable.class);
        assertThat(declared.make("polly", "4", "{\"kind\":\"http\",\"endpoint\":\"c\"}"))
                .isEqualTo(new Made.Elsewhere());
        assertThat(declared.make("polly", "5", "{\"kind\":\"llm\",\"endpoint\":\"a\"}"))
                .isEqualTo(new Made.Elsewhere());
    }

    private static DeclaredAgent polly(int version) {
        return new DeclaredAgent(
                "polly", "http", version, "http:a", null, null, "{\"kind\":\"http\",\"endpoint\":\"a\"}");
    }
}

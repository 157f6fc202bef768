package dev.warren.worker.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.StringNode;

class ConversationTests {

    @ParameterizedTest
    @ValueSource(strings = {"\"hello\"", "{\"text\":\"hello\"}", "[1]", "null", "{\"messages\":\"none\"}"})
    void anyInputIsTheFirstMessageOfAUser(String input) {
        var conversation = Conversation.begin(json(input));

        assertThat(conversation.messages()).containsExactly(json("{\"role\":\"user\",\"content\":" + input + "}"));
        assertThat(conversation.variables().isEmpty()).isTrue();
    }

    @Test
    void anInputOfMessagesIsTheConversation() {
        var conversation = Conversation.begin(json("""
                {"messages": [{"role": "user", "content": "a"}, {"role": "assistant", "content": "b"}],
                 "contextVariables": {"user": 7}}"""));

        assertThat(conversation.messages()).hasSize(2);
        assertThat(conversation.variables()).isEqualTo(json("{\"user\":7}"));
        assertThat(conversation.turns()).isZero();
    }

    @Test
    void survivesTheLedger() {
        var conversation = Conversation.begin(json("{\"text\":\"hello\"}"))
                .withMessage(json("{\"role\":\"assistant\",\"content\":\"hi\",\"sender\":\"triage\"}"))
                .withVariable("user", json("7"))
                .withTurns(1)
                .withAgents(List.of("triage", "sales"));

        assertThat(Conversation.ofJson(json(conversation.toJson().toString()))).isEqualTo(conversation);
    }

    @Test
    void itsOutputNamesTheFinalAgent() {
        var conversation = Conversation.begin(json("\"hello\"")).withVariable("user", json("7"));

        assertThat(conversation.toOutput(StringNode.valueOf("bye"), "sales")).isEqualTo(json("""
                {"content": "bye", "agent": "sales", "messages": [{"role": "user", "content": "hello"}],
                 "contextVariables": {"user": 7}}"""));
    }

    @Test
    void whoeverChangesItsVariablesChangesACopy() {
        var conversation = Conversation.begin(json("1"));

        conversation.variables().put("user", 7);

        assertThat(conversation.variables().isEmpty()).isTrue();
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }
}

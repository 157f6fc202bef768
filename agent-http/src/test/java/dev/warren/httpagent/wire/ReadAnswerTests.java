package dev.warren.httpagent.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.warren.worker.agent.Conversation;
import dev.warren.worker.agent.Question;
import dev.warren.worker.agent.Usage;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class ReadAnswerTests {

    @Test
    void readsAnOutputOfAnyJson() throws Exception {
        assertThat(read("{'output': {'words': 1.10}, 'usage': {'inputTokens': 3, 'outputTokens': 4}}"))
                .isEqualTo(new Answer.Output(json("{'words': 1.10}"), new Usage(3, 4)));
        assertThat(read("{'output': null}")).isEqualTo(new Answer.Output(json("null"), Usage.NONE));
        assertThat(read("{'output': 'text', 'usage': {'outputTokens': 4}}"))
                .isEqualTo(new Answer.Output(json("'text'"), new Usage(0, 4)));
    }

    @Test
    void passesOverWhatItDoesNotKnow() throws Exception {
        assertThat(read("{'output': 1, 'cost': 0.5, 'usage': {'cachedTokens': 7}}"))
                .isEqualTo(new Answer.Output(json("1"), Usage.NONE));
        assertThat(read("{'error': {'code': 'A', 'message': 'b', 'help': 'https://agents.example'}}"))
                .isEqualTo(new Answer.Failure("A", "b", false, null, Usage.NONE));
    }

    @Test
    void readsErrors() throws Exception {
        assertThat(read("{'error': {'code': 'NO_ORDER', 'message': 'There is none', 'retryable': false}}"))
                .isEqualTo(new Answer.Failure("NO_ORDER", "There is none", false, null, Usage.NONE));
        assertThat(read("{'error': {'code': 'BUSY', 'message': 'Later', 'retryable': true, 'retryAfter': 'PT30S'}}"))
                .isEqualTo(new Answer.Failure("BUSY", "Later", true, Duration.ofSeconds(30), Usage.NONE));
    }

    @Test
    void readsQuestions() throws Exception {
        assertThat(read("{'question': {'prompt': 'Which?'}}"))
                .isEqualTo(new Answer.Ask(Question.of("Which?"), Answer.Change.NONE, Usage.NONE));
        assertThat(read("{'question': {'prompt': 'Which?', 'schema': {'type': 'string'}, 'deadline': 'P2D'}}"))
                .isEqualTo(new Answer.Ask(
                        new Question("Which?", json("{'type': 'string'}"), Duration.ofDays(2)),
                        Answer.Change.NONE,
                        Usage.NONE));
    }

    @Test
    void changesOfAConversationWhatAHandoffNames() throws Exception {
        Conversation before = Conversation.begin(
                json("{'messages': [{'role': 'user', 'content': 'Hi'}], 'contextVariables': {'customer': 7}}"));

        assertThat(handoff("{'handoff': {'agent': 'triage'}}").change().of(before))
                .isEqualTo(before.withTurns(1));
        assertThat(handoff("{'handoff': {'agent': 'triage', 'conversation': {'messages': []}}}")
                        .change()
                        .of(before))
                .isEqualTo(new Conversation(java.util.List.of(), before.variables(), 1, before.agents()));
        assertThat(handoff(
                                "{'handoff': {'agent': 'triage', 'conversation': {'contextVariables': {'order': 1}, 'turns': 9}}}")
                        .change()
                        .of(before)
                        .toJson())
                .isEqualTo(json("{'messages': [{'role': 'user', 'content': 'Hi'}], 'contextVariables': {'order': 1},"
                        + " 'turns': 1, 'agents': []}"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            []                                                                  | an object with one of
            'output'                                                            | an object with one of
            {}                                                                  | an object with one of
            {'result': 1}                                                       | an object with one of
            {'output': 1, 'error': {'code': 'A', 'message': 'b'}}               | has output and error
            {'output': 1, 'usage': 7}                                           | usage must be an object
            {'output': 1, 'usage': {'inputTokens': -1}}                         | usage.inputTokens
            {'output': 1, 'usage': {'outputTokens': 1.5}}                       | usage.outputTokens
            {'output': 1, 'usage': {'outputTokens': '5'}}                       | usage.outputTokens
            {'output': 1, 'usage': {'outputTokens': 12345678901234567890}}      | usage.outputTokens
            {'handoff': 'triage'}                                               | handoff must be an object
            {'handoff': {}}                                                     | handoff.agent
            {'handoff': {'agent': 7}}                                           | handoff.agent
            {'handoff': {'agent': 'No Name'}}                                   | handoff.agent
            {'handoff': {'agent': 'a', 'conversation': []}}                     | handoff.conversation must be an object
            {'handoff': {'agent': 'a', 'conversation': {'messages': {}}}}       | messages must be an array
            {'handoff': {'agent': 'a', 'conversation': {'messages': ['Hi']}}}   | each with a role
            {'handoff': {'agent': 'a', 'conversation': {'messages': [{}]}}}     | each with a role
            {'handoff': {'agent': 'a', 'conversation': {'contextVariables': 1}}} | contextVariables must be an object
            {'question': {'prompt': ' '}}                                       | question.prompt
            {'question': {'prompt': 'a', 'schema': 'text'}}                     | schema
            {'question': {'prompt': 'a', 'deadline': 'tomorrow'}}               | question.deadline
            {'question': {'prompt': 'a', 'deadline': 'PT0S'}}                   | deadline
            {'question': {'prompt': 'a', 'deadline': 60}}                       | question.deadline
            {'error': 'no'}                                                     | error must be an object
            {'error': {'message': 'b'}}                                         | error.code
            {'error': {'code': 'not found', 'message': 'b'}}                    | error.code
            {'error': {'code': 'A'}}                                            | error.message
            {'error': {'code': 'A', 'message': 'b', 'retryable': 'yes'}}        | error.retryable
            {'error': {'code': 'A', 'message': 'b', 'retryAfter': 'PT1S'}}      | error.retryAfter
            {'error': {'code': 'A', 'message': 'b', 'retryable': true, 'retryAfter': '-PT1S'}} | error.retryAfter
            """)
    void refusesWhatTheContractDoesNotAllowAndNamesIt(String answer, String complaint) {
        assertThatThrownBy(() -> read(answer))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining(complaint);
    }

    @Test
    void findsTheErrorInABodyOrNothing() {
        assertThat(ReadAnswer.failureIn(bytes("{'error': {'code': 'NO_ORDER', 'message': 'There is none'}}")))
                .isEqualTo(new Answer.Failure("NO_ORDER", "There is none", false, null, Usage.NONE));
        assertThat(ReadAnswer.failureIn(bytes("<html>"))).isNull();
        assertThat(ReadAnswer.failureIn(bytes(""))).isNull();
        assertThat(ReadAnswer.failureIn(bytes("{'error': 'no'}"))).isNull();
        assertThat(ReadAnswer.failureIn(bytes("{'error': {'code': 'no'}}"))).isNull();
    }

    private static Answer.Handoff handoff(String json) throws Exception {
        return (Answer.Handoff) read(json);
    }

    private static Answer read(String json) throws Exception {
        return ReadAnswer.of(json(json));
    }

    private static JsonNode json(String json) throws Exception {
        return WireJson.read(bytes(json));
    }

    private static byte[] bytes(String json) {
        return json.replace('\'', '"').getBytes(UTF_8);
    }
}

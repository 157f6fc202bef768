package dev.warren.gateway.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.gateway.fixture.RunningGateway;
import dev.warren.gateway.fixture.RunningGateway.Answer;
import dev.warren.model.task.TimeOrderedId;
import dev.warren.store.deadletter.DeadMessage;
import dev.warren.store.deadletter.SettleDeadMessages;
import dev.warren.store.finish.AttemptResult;
import dev.warren.store.finish.AttemptResult.Ending;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeadLettersIT {

    private final TimeOrderedId ids = new TimeOrderedId(Clock.systemUTC());
    private RunningGateway gateway;
    private UUID worker;

    @BeforeAll
    void start() {
        gateway = RunningGateway.start();
        gateway.register(RunningGateway.ECHO);
        worker = gateway.worker("undertaker");
    }

    @AfterAll
    void stop() {
        gateway.close();
    }

    @BeforeEach
    void nothingIsDead() {
        gateway.post("/v1/dead-letters:discard", "{\"filter\":{}}");
    }

    @Test
    void showsWhatATaskDiedOf() {
        UUID task = gateway.submitted("\"input\":{\"n\": 1.0},\"maxAttempts\":2,\"labels\":{\"team\":\"docs\"}");
        gateway.finished(worker, gateway.claimed(worker, task), retry("FLAKY"));
        again(task);
        gateway.finished(worker, gateway.claimed(worker, task), retry("BROKEN"));

        JsonNode letters = letters("");
        assertThat(letters).hasSize(1);
        JsonNode letter = letters.get(0);
        assertThat(letter.get("kind").asString()).isEqualTo("task");
        assertThat(letter.get("id").asString()).isEqualTo(task.toString());
        assertThat(letter.get("run").asInt()).isEqualTo(1);
        assertThat(letter.get("agent").asString()).isEqualTo("echo");
        assertThat(letter.get("status").asString()).isEqualTo("FAILED");
        assertThat(letter.get("reason").asString()).isEqualTo("ATTEMPTS_EXHAUSTED");
        assertThat(letter.at("/error/code").asString()).isEqualTo("BROKEN");
        assertThat(letter.get("diedAt")).isEqualTo(gateway.task(task).get("finishedAt"));
        assertThat(letter.get("input")).isEqualTo(gateway.task(task).get("input"));
        assertThat(letter.at("/labels/team").asString()).isEqualTo("docs");
        assertThat(letter.get("broker").isEmpty()).isTrue();
        assertThat(letter.get("attempts")
                        .valueStream()
                        .map(each -> each.at("/error/code").asString()))
                .containsExactly("FLAKY", "BROKEN");
        assertThat(letter.get("attempts").get(1).get("worker").asString()).isEqualTo("undertaker");
    }

    @Test
    void showsWhatTheBrokerSaidOfATasksMessage() {
        UUID task = gateway.submitted("\"ttl\":\"PT0.001S\"");
        gateway.get("/v1/tasks/" + task + "?wait=5");
        long fence = gateway.ledger().queryForObject("select fence from task where id = ?", Long.class, task);
        new SettleDeadMessages(gateway.ledger())
                .settle(List.of(new DeadMessage(task, fence, "expired", "{\"queue\":\"agent.echo.shared\"}")));

        JsonNode letter = letters("?reason=EXPIRED").get(0);

        assertThat(letter.get("status").asString()).isEqualTo("EXPIRED");
        assertThat(letter.has("error")).isFalse();
        assertThat(letter.at("/broker/0/reason").asString()).isEqualTo("expired");
        assertThat(letter.at("/broker/0/run").asInt()).isEqualTo(1);
        assertThat(letter.at("/broker/0/record/queue").asString()).isEqualTo("agent.echo.shared");
    }

    @Test
    void showsMessagesThatNobodyCanRead() {
        UUID text = stray("not \u00e4 task".getBytes(UTF_8), 9000);
        UUID bytes = stray(new byte[] {(byte) 0xff, 0}, 2);

        JsonNode letters = letters("?agent=echo");

        assertThat(idsOf(letters)).containsExactly(bytes, text);
        assertThat(letters.get(0).get("kind").asString()).isEqualTo("message");
        assertThat(letters.get(0).get("excerpt").asString()).isEqualTo("/wA=");
        assertThat(letters.get(0).get("excerptEncoding").asString()).isEqualTo("base64");
        assertThat(letters.get(1).get("excerpt").asString()).isEqualTo("not \u00e4 task");
        assertThat(letters.get(1).get("excerptEncoding").asString()).isEqualTo("text");
        assertThat(letters.get(1).get("size").asInt()).isEqualTo(9000);
        assertThat(letters.get(1).get("queue").asString()).isEqualTo("agent.echo.shared");
        assertThat(letters.get(1).get("reason").asString()).isEqualTo("rejected");
        assertThat(letters.get(1).at("/headers/x").asInt()).isEqualTo(1);
    }

    @Test
    void answersPageByPageTheNewestFirst() {
        List<UUID> dead = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            dead.add(i % 3 == 2 ? stray(new byte[0], 0) : died());
        }

        List<UUID> shown = new ArrayList<>();
        Answer page = gateway.get("/v1/dead-letters?pageSize=2");
        shown.addAll(idsOf(page.body().get("deadLetters")));
        died(); // on top of the list, not in the pages that follow
        while (page.body().has("nextPageToken")) {
            page = gateway.get("/v1/dead-letters?pageSize=2&pageToken="
                    + page.body().get("nextPageToken").asString());
            shown.addAll(idsOf(page.body().get("deadLetters")));
        }

        assertThat(shown).containsExactlyElementsOf(dead.reversed());
    }

    @Test
    void filtersByReasonAndTime() {
        UUID task = died();
        UUID message = stray(new byte[0], 0);
        Instant later = Instant.now().plusSeconds(60);

        assertThat(idsOf(letters("?reason=NON_RETRYABLE"))).containsExactly(task);
        assertThat(idsOf(letters("?reason=rejected"))).containsExactly(message);
        assertThat(letters("?agent=other")).isEmpty();
        assertThat(letters("?endedAfter=" + later)).isEmpty();
        assertThat(letters("?endedBefore=" + later)).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "reason=BAD",
                "agent=Echo",
                "endedAfter=today",
                "endedBefore=2026-01-01",
                "pageSize=101",
                "pageToken=AAAA",
                "status=FAILED"
            })
    void refusesWhatItDoesNotUnderstand(String parameter) {
        Answer answer = gateway.get("/v1/dead-letters?" + parameter);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.fields()).containsExactly(parameter.split("=")[0]);
    }

    @Test
    void replaysByIdAndSaysOfEachWhatHappened() {
        UUID dead = died();
        UUID completed = gateway.submitted("");
        gateway.finished(worker, gateway.claimed(worker, completed), new Ending.Completed("1"));
        UUID message = stray(new byte[0], 0);
        UUID nobody = UUID.randomUUID();

        Answer answer = replay("\"ids\":" + quoted(List.of(dead, completed, message, nobody)));

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.body().get("replayed").asInt()).isEqualTo(1);
        JsonNode results = answer.body().get("results");
        assertThat(idsOf(results)).containsExactly(dead, completed, message, nobody);
        assertThat(results.get(0).get("outcome").asString()).isEqualTo("replayed");
        assertThat(results.get(0).get("run").asInt()).isEqualTo(2);
        assertThat(results.get(1).at("/problem/type").asString()).endsWith("/dead-letter-not-found");
        assertThat(results.get(2).at("/problem/type").asString()).endsWith("/message-unreadable");
        assertThat(results.get(3).at("/problem/type").asString()).endsWith("/dead-letter-not-found");
        assertThat(gateway.task(completed).get("run").asInt()).isEqualTo(1);
        assertThat(idsOf(letters(""))).containsExactly(message);
    }

    @Test
    void replaysByFilterAtAPace() {
        List<UUID> dead = IntStream.range(0, 5).mapToObj(i -> died()).toList();
        UUID message = stray(new byte[0], 0);

        Answer answer = replay("\"filter\":{\"agent\":\"echo\"},\"ratePerSecond\":1");

        assertThat(answer.body().get("replayed").asInt()).isEqualTo(5);
        assertThat(answer.body().get("left").asInt()).isZero();
        List<Instant> due = dead.stream()
                .map(task -> Instant.parse(gateway.task(task).get("dueAt").asString()))
                .toList();
        for (int i = 1; i < 5; i++) {
            assertThat(Duration.between(due.get(i - 1), due.get(i))).isEqualTo(Duration.ofSeconds(1));
        }
        assertThat(Instant.parse(answer.body().get("lastDueAt").asString())).isEqualTo(due.getLast());
        assertThat(gateway.task(dead.getLast()).get("status").asString()).isEqualTo("SCHEDULED");
        assertThat(idsOf(letters(""))).containsExactly(message);
    }

    @Test
    void startsEachTaskOnceHoweverManyReplayIt() throws Exception {
        List<UUID> dead = IntStream.range(0, 30).mapToObj(i -> died()).toList();
        int replayed = 0;
        try (var operators = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Answer> all = () -> replay("\"filter\":{},\"ratePerSecond\":10000");
            Callable<Answer> each = () -> replay("\"ids\":" + quoted(dead) + ",\"ratePerSecond\":10000");
            for (Future<Answer> answer : operators.invokeAll(List.of(all, each, all, each, all, each))) {
                assertThat(answer.get().status()).isEqualTo(202);
                replayed += answer.get().body().get("replayed").asInt();
            }
        }

        assertThat(replayed).isEqualTo(30);
        assertThat(dead)
                .allSatisfy(task ->
                        assertThat(gateway.task(task).get("run").asInt()).isEqualTo(2));
    }

    @Test
    void discardsByIdAndByFilter() {
        UUID task = died();
        UUID message = stray(new byte[0], 0);
        UUID nobody = UUID.randomUUID();
        UUID other = died();

        Answer named =
                gateway.post("/v1/dead-letters:discard", "{\"ids\":" + quoted(List.of(task, message, nobody)) + "}");

        assertThat(named.status()).isEqualTo(200);
        assertThat(named.body().get("discarded").asInt()).isEqualTo(2);
        assertThat(named.body().at("/results/0/outcome").asString()).isEqualTo("discarded");
        assertThat(named.body().at("/results/1/outcome").asString()).isEqualTo("discarded");
        assertThat(named.body().at("/results/2/problem/type").asString()).endsWith("/dead-letter-not-found");
        assertThat(gateway.task(task).get("status").asString()).isEqualTo("FAILED");
        assertThat(idsOf(letters(""))).containsExactly(other);

        Answer rest = gateway.post("/v1/dead-letters:discard", "{\"filter\":{}}");
        assertThat(rest.body().get("discarded").asInt()).isEqualTo(1);
        assertThat(rest.body().get("left").asInt()).isZero();
        assertThat(letters("")).isEmpty();
    }

    @Test
    void doesNothingToEverythingByMistake() {
        UUID task = died();

        assertThat(gateway.post("/v1/dead-letters:discard", "{}").status()).isEqualTo(422);
        assertThat(gateway.post("/v1/dead-letters:replay", "{\"filter\":null}").status())
                .isEqualTo(422);
        assertThat(idsOf(letters(""))).containsExactly(task);
    }

    private Answer replay(String fields) {
        return gateway.post("/v1/dead-letters:replay", "{" + fields + "}");
    }

    private JsonNode letters(String query) {
        Answer answer = gateway.get("/v1/dead-letters" + query);
        assertThat(answer.status()).isEqualTo(200);
        return answer.body().get("deadLetters");
    }

    private static List<UUID> idsOf(JsonNode each) {
        return each.valueStream()
                .map(one -> UUID.fromString(one.get("id").asString()))
                .toList();
    }

    private UUID died() {
        UUID task = gateway.submitted("");
        gateway.finished(
                worker, gateway.claimed(worker, task), new Ending.Failed(new AttemptResult.Problem("BAD", "no use")));
        return task;
    }

    private UUID stray(byte[] body, long size) {
        UUID id = ids.next();
        gateway.ledger()
                .update(
                        "insert into unreadable_message (id, queue, reason, headers, body, size)"
                                + " values (?, 'agent.echo.shared', 'rejected', '{\"x\":1}', ?, ?)",
                        id,
                        body,
                        size);
        return id;
    }

    private void again(UUID task) {
        gateway.ledger()
                .update("update task set status = 'QUEUED', fence = fence + 1, publish_at = now() where id = ?", task);
    }

    private static Ending retry(String code) {
        return new Ending.Retry(Duration.ZERO, new AttemptResult.Problem(code, "once more"));
    }

    private static String quoted(List<UUID> ids) {
        return ids.stream().map(id -> "\"" + id + "\"").toList().toString();
    }
}

package dev.warren.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.model.task.TaskStatus;
import dev.warren.store.claim.ClaimedTask;
import dev.warren.store.deadletter.DeadLetter;
import dev.warren.store.deadletter.DeadLetterFilter;
import dev.warren.store.deadletter.DeadLetterFilter.Position;
import dev.warren.store.deadletter.KeepUnreadable;
import dev.warren.store.deadletter.StrayMessage;
import dev.warren.store.finish.AttemptResult.Ending;
import dev.warren.store.finish.AttemptResult.Problem;
import dev.warren.store.publish.PublicationLog.Publication;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class DeadLettersIT {

    private static final Problem BAD = new Problem("BAD", "it is bad");
    private static final DeadLetterFilter ALL = new DeadLetterFilter("default", null, null, null, null, null);

    @AutoClose
    private final LedgerUnderTest ledger = new LedgerUnderTest();

    private final UUID worker = ledger.worker();

    @Test
    void whateverEndsATaskWithoutAResultMakesItADeadLetterWithItsReason() {
        UUID nonRetryable = ledger.failed();
        UUID exhausted = ended(1, new Ending.Retry(Duration.ZERO, BAD));
        UUID timedOut = ended(1, new Ending.TimedOut(Duration.ZERO, BAD));
        UUID overdue = claimed(1, Duration.ofMillis(1)).id();
        ledger.jdbc.execute("select pg_sleep(0.002)");
        ledger.sweep.endOverdue(Duration.ZERO, 10);
        UUID poison = claimed(1, Duration.ofMinutes(1)).id();
        ledger.life(worker).stop();
        ledger.sweep.takeOver(10);
        UUID expired = ledger.submitted(ledger.task().ttl(Duration.ofMillis(1)));
        ledger.jdbc.execute("select pg_sleep(0.002)");
        ledger.sweep.expire(10);
        UUID unroutable = ledger.submitted();
        ledger.publications.returned(List.of(new Publication(unroutable, 1, 1)));
        ledger.sweep.failUnroutable(Duration.ZERO, 10);

        assertThat(letters(ALL))
                .extracting(DeadLetter::id, DeadLetter::reason)
                .containsExactly(
                        tuple(unroutable, "UNDELIVERABLE"),
                        tuple(expired, "EXPIRED"),
                        tuple(poison, "POISON"),
                        tuple(overdue, "TIMED_OUT"),
                        tuple(timedOut, "TIMED_OUT"),
                        tuple(exhausted, "ATTEMPTS_EXHAUSTED"),
                        tuple(nonRetryable, "NON_RETRYABLE"));
    }

    @Test
    void whatHasAResultOrWasCanceledIsNone() {
        ended(3, new Ending.Completed("1"));
        ended(3, new Ending.Retry(Duration.ofHours(1), BAD));
        ledger.cancel.cancel("default", ledger.submitted());

        assertThat(ledger.deadTasks()).isEmpty();
    }

    @Test
    void aReplayTakesItOffTheListAndTheNextFailurePutsItBack() {
        UUID task = ledger.failed();

        ledger.replayed(task);
        assertThat(ledger.deadTasks()).isEmpty();

        UUID other = ledger.worker();
        ledger.finish(other, ledger.claimed(other, task), new Ending.Failed(BAD));
        assertThat(letters(ALL)).singleElement().isInstanceOfSatisfying(DeadLetter.OfTask.class, letter -> {
            assertThat(letter.id()).isEqualTo(task);
            assertThat(letter.run()).isEqualTo(2);
            assertThat(letter.agent()).isEqualTo("echo");
        });
    }

    @Test
    void aDiscardLeavesTheTaskAsItEndedAndMayBeRepeated() {
        UUID task = ledger.failed();
        UUID kept = ledger.failed();
        Map<String, Object> before = ledger.row(task);

        assertThat(ledger.discard.tasks("other", List.of(task))).isEmpty();
        assertThat(ledger.discard.tasks("default", List.of(task, ledger.nextId())))
                .containsExactly(task);
        assertThat(ledger.discard.tasks("default", List.of(task))).isEmpty();

        assertThat(ledger.row(task)).isEqualTo(before);
        assertThat(ledger.deadTasks()).containsExactly(kept);
        assertThat(ledger.jdbc.queryForList("select type from task_event where task_id = ?", String.class, task))
                .containsExactly("DISCARDED");
        assertThat(ledger.replayed(task).started())
                .as("a discarded task may still be replayed by its id")
                .isTrue();
    }

    @Test
    void replaysAndDiscardsOfTheSameTasksAtOnceDoNotDeadlock() throws Exception {
        List<UUID> tasks = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            tasks.add(ledger.failed());
        }
        List<Callable<Integer>> operators = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            var shuffled = new ArrayList<>(tasks);
            Collections.shuffle(shuffled);
            operators.add(() ->
                    ledger.replay.replay("default", shuffled, Duration.ZERO).size());
            operators.add(() -> ledger.discard.tasks("default", shuffled).size());
        }

        try (var threads = Executors.newFixedThreadPool(operators.size())) {
            for (Future<Integer> done : threads.invokeAll(operators)) {
                assertThat(done.get()).isBetween(0, 100);
            }
        }

        assertThat(ledger.deadTasks()).isEmpty();
        assertThat(tasks).allSatisfy(task -> assertThat(ledger.row(task)).containsEntry("run", 2));
    }

    @Test
    void listsTasksAndMessagesInOneOrderPageByPage() {
        List<UUID> newestFirst = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            newestFirst.addFirst(ledger.failed());
            newestFirst.addFirst(stray("agent.echo.shared", "body").id());
        }

        List<UUID> read = new ArrayList<>();
        Position position = null;
        List<DeadLetter> page;
        do {
            page = ledger.deadLetters.newestFirst(new DeadLetterFilter("default", null, null, null, null, position), 2);
            page.forEach(letter -> read.add(letter.id()));
            position = page.isEmpty() ? null : Position.of(page.getLast());
        } while (!page.isEmpty());

        assertThat(read).containsExactlyElementsOf(newestFirst);
        assertThat(ledger.deadLetters.oldestFirst(ALL, 4))
                .extracting(DeadLetter::id)
                .containsExactlyElementsOf(newestFirst.reversed().subList(0, 4));
    }

    @Test
    void filtersByTenantAgentReasonAndTime() {
        UUID task = ledger.failed();
        UUID message = stray("agent.echo.shared", "body").id();
        Instant between = letters(ALL).getFirst().diedAt();

        assertThat(letters(new DeadLetterFilter("other", null, null, null, null, null)))
                .isEmpty();
        assertThat(letters(new DeadLetterFilter("default", "echo", null, null, null, null)))
                .extracting(DeadLetter::id)
                .containsExactly(message, task);
        assertThat(letters(new DeadLetterFilter("default", "ech", null, null, null, null)))
                .isEmpty();
        assertThat(letters(new DeadLetterFilter("default", null, "NON_RETRYABLE", null, null, null)))
                .extracting(DeadLetter::id)
                .containsExactly(task);
        assertThat(letters(new DeadLetterFilter("default", null, null, between, null, null)))
                .extracting(DeadLetter::id)
                .containsExactly(message);
        assertThat(letters(new DeadLetterFilter("default", null, null, null, between, null)))
                .extracting(DeadLetter::id)
                .containsExactly(task);
    }

    @Test
    void keepsTheBeginningOfAnUnreadableMessageOnceAndForgetsItOnRequest() {
        StrayMessage message = stray("agent.echo.shared", "x".repeat(5_000));

        assertThat(new KeepUnreadable(ledger.jdbc).keep(List.of(message)))
                .as("the same again")
                .isZero();
        assertThat(letters(ALL)).singleElement().isInstanceOfSatisfying(DeadLetter.OfMessage.class, letter -> {
            assertThat(letter.queue()).isEqualTo("agent.echo.shared");
            assertThat(letter.reason()).isEqualTo("rejected");
            assertThat(letter.headers()).isEqualTo("{\"nul\":\"\\u0000\"}");
            assertThat(letter.body()).isEqualTo("x".repeat(1_024).getBytes(UTF_8));
            assertThat(letter.size()).isEqualTo(5_000);
        });
        assertThat(ledger.discard.messages("other", List.of(message.id()))).isEmpty();
        assertThat(ledger.discard.messages("default", List.of(message.id()))).containsExactly(message.id());
        assertThat(letters(ALL)).isEmpty();
    }

    @Test
    void hostileTextInAMessageIsMadeFit() {
        var message = new StrayMessage(
                ledger.nextId(), "a\0b", "c\0d", "{\"long\":\"" + "y".repeat(20_000) + "\"}", new byte[] {0, -1}, 2);

        new KeepUnreadable(ledger.jdbc).keep(List.of(message));

        assertThat(letters(ALL)).singleElement().isInstanceOfSatisfying(DeadLetter.OfMessage.class, letter -> {
            assertThat(letter.queue()).isEqualTo("a\uFFFDb");
            assertThat(letter.headers()).isEqualTo("{\"omittedBytes\" : 20011}");
            assertThat(letter.body()).isEqualTo(new byte[] {0, -1});
        });
    }

    @Test
    void aFloodOfUnreadableMessagesKeepsTheNewestTenThousand() {
        List<StrayMessage> flood = new ArrayList<>();
        for (int i = 0; i < 10_050; i++) {
            flood.add(new StrayMessage(ledger.nextId(), "q", "rejected", "{}", new byte[0], 0));
        }

        new KeepUnreadable(ledger.jdbc).keep(flood);

        assertThat(ledger.jdbc.queryForList("select id from unreadable_message order by id", UUID.class))
                .hasSize(10_000)
                .startsWith(flood.get(50).id());
    }

    @Test
    void retentionDropsDeadLettersWithTheirTasks() {
        ledger.failed();
        stray("q", "old");
        Instant nextMonth = Instant.now().plus(Duration.ofDays(30));

        ledger.sweep.dropPartitions(nextMonth);

        assertThat(letters(ALL)).isEmpty();
        assertThat(ledger.jdbc.queryForList(
                        "select relname from pg_class where relname ~ '^(dead_letter|task)_[0-9]{8}$'", String.class))
                .noneMatch(name -> name.compareTo("dead_letter_" + week(nextMonth)) < 0 && name.startsWith("dead"));
        assertThat(ledger.failed()).as("in the default partition").isNotNull();
        assertThat(ledger.deadTasks()).hasSize(1);
    }

    private static String week(Instant time) {
        return time.minus(Duration.ofDays(7)).toString().substring(0, 10).replace("-", "");
    }

    private StrayMessage stray(String queue, String body) {
        var message = new StrayMessage(
                ledger.nextId(),
                queue,
                "rejected",
                "{\"nul\":\"\\u0000\"}",
                body.getBytes(UTF_8),
                body.getBytes(UTF_8).length);
        assertThat(new KeepUnreadable(ledger.jdbc).keep(List.of(message))).isOne();
        return message;
    }

    private List<DeadLetter> letters(DeadLetterFilter filter) {
        return ledger.deadLetters.newestFirst(filter, 100);
    }

    private ClaimedTask claimed(int maxAttempts, Duration timeout) {
        return ledger.claimed(
                worker, ledger.submitted(ledger.task().maxAttempts(maxAttempts).timeout(timeout)));
    }

    private UUID ended(int maxAttempts, Ending ending) {
        ClaimedTask task = claimed(maxAttempts, Duration.ofMinutes(1));
        assertThat(ledger.finish(worker, task, ending))
                .get()
                .satisfies(end -> assertThat(end.status()).isNotEqualTo(TaskStatus.RUNNING));
        return task.id();
    }

    private static org.assertj.core.groups.Tuple tuple(Object... values) {
        return org.assertj.core.groups.Tuple.tuple(values);
    }
}

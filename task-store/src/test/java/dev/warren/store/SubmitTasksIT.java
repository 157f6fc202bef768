package dev.warren.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.warren.model.task.TaskStatus;
import dev.warren.store.submit.NewTask;
import dev.warren.store.submit.Submitted;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;

class SubmitTasksIT {

    @AutoClose
    private final LedgerUnderTest ledger = new LedgerUnderTest();

    @Test
    void queuesATaskThatMayStartNow() {
        UUID task = ledger.submitted();

        assertThat(ledger.status(task)).isEqualTo(TaskStatus.QUEUED);
        assertThat(ledger.fence(task)).isEqualTo(1);
        assertThat(ledger.row(task)).containsEntry("expires_at", null);
    }

    @Test
    void schedulesADelayedTaskAndCountsItsTimeToLiveFromThen() {
        var request = ledger.task().after(Duration.ofHours(1)).ttl(Duration.ofMinutes(1));

        var accepted = (Submitted.Accepted)
                ledger.submit.submit(List.of(request.build()), 1).getFirst();

        assertThat(accepted.status()).isEqualTo(TaskStatus.SCHEDULED);
        assertThat(Duration.between(accepted.createdAt(), accepted.dueAt())).isEqualTo(Duration.ofHours(1));
        assertThat(Duration.between(accepted.dueAt(), accepted.expiresAt())).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void keepsTheInputAsItCame() {
        String odd = "{\"b\":1.0, \"a\":\"\\u0000\", \"a\":12345678901234567890123}";

        UUID task = ledger.submitted(ledger.task().input(odd));

        assertThat(ledger.jdbc.queryForObject("select input::text from task where id = ?", String.class, task))
                .isEqualTo(odd);
    }

    @Test
    void theSameKeyAndBodyIsTheSameTask() {
        UUID first = ledger.submitted(ledger.task().key("k", "body"));

        assertThat(ledger.submit.submit(List.of(ledger.task().key("k", "body").build()), 1))
                .containsExactly(new Submitted.Repeated(first));
        assertThat(ledger.submit.submit(List.of(ledger.task().key("k", "other").build()), 1))
                .containsExactly(new Submitted.KeyReused(first));
        assertThat(tasks()).isEqualTo(1);
    }

    @Test
    void aKeyUsedTwiceInOneGroupMakesOneTask() {
        var group = List.of(
                ledger.task().key("k", "body").build(),
                ledger.task().build(),
                ledger.task().key("k", "body").build(),
                ledger.task().key("k", "other").build());

        List<Submitted> answers = ledger.submit.submit(group, 1);

        UUID winner = group.get(0).id();
        assertThat(answers.get(0)).isInstanceOf(Submitted.Accepted.class);
        assertThat(answers.get(1)).isInstanceOf(Submitted.Accepted.class);
        assertThat(answers.get(2)).isEqualTo(new Submitted.Repeated(winner));
        assertThat(answers.get(3)).isEqualTo(new Submitted.KeyReused(winner));
        assertThat(tasks()).isEqualTo(2);
    }

    @Test
    void gatewaysThatSubmitTheSameKeysAtOnceAgreeOnTheTasksAndNeverDeadlock() throws Exception {
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            keys.add("key-" + i);
        }
        List<Callable<List<Submitted>>> gateways = new ArrayList<>();
        for (int gateway = 0; gateway < 6; gateway++) {
            var shuffled = new ArrayList<>(keys);
            Collections.shuffle(shuffled);
            List<NewTask> group = shuffled.stream()
                    .map(key -> ledger.task().key(key, "body").build())
                    .toList();
            gateways.add(() -> ledger.submit.submit(group, 1));
        }

        Set<UUID> named = new HashSet<>();
        try (var threads = Executors.newFixedThreadPool(gateways.size())) {
            for (Future<List<Submitted>> answers : threads.invokeAll(gateways)) {
                answers.get()
                        .forEach(answer -> named.add(
                                switch (answer) {
                                    case Submitted.Accepted accepted -> accepted.id();
                                    case Submitted.Repeated repeated -> repeated.existing();
                                    case Submitted.KeyReused reused -> throw new AssertionError(reused);
                                }));
            }
        }

        assertThat(named).hasSize(50);
        assertThat(tasks()).isEqualTo(50);
    }

    @Test
    void aGroupWithABadTaskWritesNothing() {
        var group =
                List.of(ledger.task().build(), ledger.task().input("not json").build());

        assertThatExceptionOfType(DataAccessException.class).isThrownBy(() -> ledger.submit.submit(group, 1));

        assertThat(tasks()).isZero();
    }

    private int tasks() {
        return ledger.jdbc.queryForObject("select count(*) from task", Integer.class);
    }
}

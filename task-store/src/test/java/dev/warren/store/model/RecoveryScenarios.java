package dev.warren.store.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.store.model.Session.Pending;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Recovery while others have their hands on the same rows. */
final class RecoveryScenarios {

    private RecoveryScenarios() {}

    static void aConfirmThatARaiseOvertookIsLost(LedgerDatabase database) {
        var stage = new Stage(database);
        UUID task = stage.task();
        try (Session confirming = stage.session();
                Session raising = stage.session().begin()) {
            assertThat(raising.recovery.raise(1)).isEqualTo(2);
            Pending<Integer> confirmed = confirming.start(ledger -> ledger.confirm(List.of(Stage.message(task))));
            raising.commit();

            assertThat(confirmed.answer()).isZero();
        }
    }

    static void aPublisherThatARaiseOvertookGetsNothing(LedgerDatabase database) {
        var stage = new Stage(database);
        stage.set(stage.task(), "publish_at = clock_timestamp()");
        try (Session publishing = stage.session();
                Session raising = stage.session().begin()) {
            raising.recovery.raise(1);
            Pending<List<String>> published = publishing.start(ledger -> ledger.publish(1, 10));
            raising.commit();

            assertThat(published.answer()).isEmpty();
        }
    }

    static void oneOfTwoOperatorsReplays(LedgerDatabase database) {
        var stage = new Stage(database);
        UUID task = stage.task();
        stage.ledger.cancel(ModelTask.TENANT, task);
        try (Session second = stage.session();
                Session first = stage.session().begin()) {
            first.recovery.replay(ModelTask.TENANT, List.of(task), 0);
            Pending<List<String>> again =
                    second.start(ledger -> second.recovery.replay(ModelTask.TENANT, List.of(task), 0));
            first.commit();

            assertThat(again.answer()).containsExactly(task + " QUEUED run 2");
        }
    }

    static void oneOfTwoGatewaysSettlesADeadMessage(LedgerDatabase database) {
        var stage = new Stage(database);
        UUID task = stage.task();
        List<Message> dead = List.of(Stage.message(task));
        try (Session second = stage.session();
                Session first = stage.session().begin()) {
            first.recovery.settle(dead, "rejected");
            Pending<Map<UUID, String>> again = second.start(ledger -> second.recovery.settle(dead, "rejected"));
            first.commit();

            assertThat(again.answer()).isEmpty();
            assertThat(database.jdbc.queryForObject("select count(*) from task_event", Long.class))
                    .isOne();
        }
    }
}

package dev.warren.store.model;

import dev.warren.store.deadletter.DeadMessage;
import dev.warren.store.deadletter.DiscardDeadLetters;
import dev.warren.store.deadletter.SettleDeadMessages;
import dev.warren.store.publish.PublicationLog;
import dev.warren.store.publish.PublicationLog.Progress;
import dev.warren.store.publish.PublicationLog.Publication;
import dev.warren.store.replay.ReplayTasks;
import dev.warren.store.sweep.SweepLedger;
import dev.warren.store.worker.DrainWorker;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

/** What brings tasks on when something was lost, through the store's API; its answers in the words of the model. */
final class RealRecovery {

    private final ReplayTasks replay;
    private final DiscardDeadLetters discard;
    private final SettleDeadMessages settle;
    private final PublicationLog publications;
    private final SweepLedger sweep;
    private final DrainWorker drain;

    RealRecovery(JdbcTemplate jdbc) {
        replay = new ReplayTasks(jdbc);
        discard = new DiscardDeadLetters(jdbc);
        settle = new SettleDeadMessages(jdbc);
        publications = new PublicationLog(jdbc);
        sweep = new SweepLedger(jdbc);
        drain = new DrainWorker(jdbc);
    }

    List<String> replay(String tenant, List<UUID> ids, int spacing) {
        return replay.replay(tenant, ids, Duration.ofSeconds(spacing)).stream()
                .map(one -> "%s %s run %d%s"
                        .formatted(one.task(), one.status(), one.run(), one.started() ? " started" : ""))
                .toList();
    }

    Set<UUID> discard(String tenant, List<UUID> ids) {
        return new TreeSet<>(discard.tasks(tenant, ids));
    }

    Map<UUID, String> settle(List<Message> messages, String reason) {
        return RealLedger.text(settle.settle(messages.stream()
                .map(message -> new DeadMessage(message.task(), message.fence(), reason, "{}"))
                .toList()));
    }

    int returned(List<Message> messages) {
        return publications.returned(messages.stream()
                .map(message -> new Publication(message.task(), message.fence(), message.generation()))
                .toList());
    }

    Map<UUID, String> failUnroutable(int after, int limit) {
        return RealLedger.text(sweep.failUnroutable(Duration.ofSeconds(after), limit));
    }

    int raise(int seen) {
        return sweep.raiseGeneration(seen);
    }

    int republishOlder(int limit) {
        return publications.republishOlder(limit);
    }

    int republishOvertaken(Queue queue, int priority, Instant sentBefore, int limit) {
        return publications.republishOvertaken(new Progress(queue.agent(), queue.lane(), priority, sentBefore), limit);
    }

    String drain(UUID incarnation) {
        return drain.drain(incarnation).map(Enum::name).orElse("unknown");
    }
}

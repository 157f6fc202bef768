package dev.warren.worker.child;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.warren.model.task.TaskDefaults;
import dev.warren.model.task.TaskStatus;
import dev.warren.model.task.TimeOrderedId;
import dev.warren.store.child.ChildStanding;
import dev.warren.store.child.ChildTasks;
import dev.warren.store.child.NewChild;
import dev.warren.store.child.SentChild;
import dev.warren.worker.agent.ChildRefusedException;
import dev.warren.worker.agent.ChildResult;
import dev.warren.worker.agent.ChildTask;
import dev.warren.worker.agent.replay.ExactJson;
import dev.warren.worker.event.TellDue;
import dev.warren.worker.lease.FewAtOnce;
import dev.warren.worker.lease.Ownership;
import dev.warren.worker.metric.WorkerMetrics;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Submits the children of running tasks, and asks how they ended. */
public final class SendChildren {

    private final ChildTasks ledger;
    private final FewAtOnce few;
    private final TimeOrderedId ids;
    private final TellDue tellDue;
    private final WorkerMetrics metrics;

    public SendChildren(ChildTasks ledger, FewAtOnce few, TimeOrderedId ids, TellDue tellDue, WorkerMetrics metrics) {
        this.ledger = ledger;
        this.few = few;
        this.ids = ids;
        this.tellDue = tellDue;
        this.metrics = metrics;
    }

    /**
     * Submits {@code child}, or finds the one of its name.
     *
     * @param stage counts the handoffs of the run: each begins names of its own
     * @return its id
     */
    public UUID send(Ownership parent, int stage, ChildTask child) {
        byte[] input = ExactJson.write(child.input());
        if (input.length > TaskDefaults.MAX_INPUT_BYTES) {
            throw new IllegalArgumentException("The input of child '" + child.name() + "' has " + input.length
                    + " bytes, at most " + TaskDefaults.MAX_INPUT_BYTES + " are taken");
        }
        var wanted = new NewChild(
                ids.next(),
                stage + ":" + child.name(),
                child.agent(),
                new String(input, UTF_8),
                child.priority(),
                child.timeout());
        SentChild sent = parent.ask(
                "child '" + child.name() + "' of task " + parent.lease().task(),
                () -> few.ask(() -> ledger.send(parent.incarnation().id(), parent.lease(), wanted)));
        return switch (sent) {
            case SentChild.Sent(UUID task) -> {
                if (task.equals(wanted.id())) {
                    metrics.submitted(child.agent());
                    tellDue.tell(1);
                }
                yield task;
            }
            case SentChild.Refused(SentChild.Why why) -> throw refused(parent, child, why);
        };
    }

    private static RuntimeException refused(Ownership parent, ChildTask child, SentChild.Why why) {
        String which = "Child '" + child.name() + "' ";
        return switch (why) {
            case STALE -> parent.lost();
            case UNKNOWN_AGENT ->
                new ChildRefusedException(
                        why.name(), which + "is for agent " + child.agent() + ", which does not exist");
            case TOO_DEEP -> new ChildRefusedException(why.name(), which + "has too many parents above it");
            case TOO_MANY -> new ChildRefusedException(why.name(), which + "is one too many for this run");
        };
    }

    /** How {@code child} ended; empty while it has not. */
    public Optional<ChildResult> result(Ownership parent, UUID child) {
        List<ChildStanding> standing = parent.ask(
                "how child " + child + " ended",
                () -> few.ask(() -> ledger.standing(parent.incarnation().id(), parent.lease(), List.of(child))));
        if (standing.isEmpty()) {
            throw parent.lost();
        }
        return ended(standing.getFirst());
    }

    private static Optional<ChildResult> ended(ChildStanding child) {
        if (!child.status().isTerminal()) {
            return Optional.empty();
        }
        String output = child.output();
        if (child.status() == TaskStatus.COMPLETED && output != null) {
            return Optional.of(new ChildResult.Completed(child.task(), ExactJson.read(output)));
        }
        String code = child.errorCode();
        String message = child.errorMessage();
        return Optional.of(new ChildResult.Failed(
                child.task(),
                child.status(),
                code == null ? child.status().name() : code,
                message == null ? "it has no output" : message));
    }
}

package dev.warren.gateway.deadmessages;

import dev.warren.gateway.events.EventSender;
import dev.warren.gateway.metric.CountEnded;
import dev.warren.gateway.trace.LogMoved;
import dev.warren.model.message.TasksEnded;
import dev.warren.model.metric.WarrenMetric;
import dev.warren.store.connect.LedgerFailures;
import dev.warren.store.deadletter.DeadMessage;
import dev.warren.store.deadletter.SettleDeadMessages;
import dev.warren.store.finish.Finished;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** Tells the ledger of a group of dead messages. Doing it twice changes nothing more. */
@Component
final class SettleDeadLetters {

    private static final Logger log = LoggerFactory.getLogger(SettleDeadLetters.class);

    private final SettleDeadMessages ledger;
    private final KeepStrays strays;
    private final EventSender events;
    private final CountEnded countEnded;
    private final MeterRegistry meters;

    SettleDeadLetters(
            SettleDeadMessages ledger,
            KeepStrays strays,
            EventSender events,
            CountEnded countEnded,
            MeterRegistry meters) {
        this.ledger = ledger;
        this.strays = strays;
        this.events = events;
        this.countEnded = countEnded;
        this.meters = meters;
        // From zero: an increase from nothing at all is none to Prometheus.
        for (String reason : Death.REASONS) {
            counter(WarrenMetric.DEAD_MESSAGES, reason);
            counter(WarrenMetric.UNREADABLE_MESSAGES, reason);
        }
    }

    /**
     * Settles all of {@code group}.
     *
     * @throws DataAccessException the ledger is away; some of them may be settled
     */
    void settle(List<DeadDelivery> group) {
        var ofTasks = new ArrayList<DeadDelivery.OfTask>();
        var unreadable = new ArrayList<DeadDelivery.Unreadable>();
        for (DeadDelivery delivery : group) {
            switch (delivery) {
                case DeadDelivery.OfTask ofTask -> ofTasks.add(ofTask);
                case DeadDelivery.Unreadable stray -> unreadable.add(stray);
            }
        }
        if (!ofTasks.isEmpty()) {
            settleTasks(ofTasks);
        }
        if (!unreadable.isEmpty()) {
            strays.keep(unreadable);
        }
        group.forEach(this::count);
    }

    private void settleTasks(List<DeadDelivery.OfTask> messages) {
        List<Finished> moved;
        try {
            moved = ledger.settle(
                    messages.stream().map(SettleDeadLetters::message).toList());
        } catch (DataAccessException e) {
            if (!LedgerFailures.mayBeOfOneRow(e)) {
                throw e;
            }
            if (messages.size() == 1) {
                // The sweeper publishes the task again; the message must not come back for ever.
                log.error(
                        "The ledger refuses a dead message of task {}",
                        messages.getFirst().check().task(),
                        e);
                return;
            }
            log.warn("A group of {} dead messages was refused, trying them one by one", messages.size(), e);
            messages.forEach(message -> settleTasks(List.of(message)));
            return;
        }
        LogMoved.write(moved);
        List<Finished> ended =
                moved.stream().filter(task -> task.status().isTerminal()).toList();
        countEnded.ended(ended);
        events.ended(ended.stream()
                .map(task -> new TasksEnded.Ended(task.task(), task.run(), task.status()))
                .toList());
    }

    private static DeadMessage message(DeadDelivery.OfTask delivery) {
        return new DeadMessage(
                delivery.check().task(),
                delivery.check().fence(),
                delivery.death().reason(),
                delivery.death().record());
    }

    private void count(DeadDelivery delivery) {
        WarrenMetric metric = switch (delivery) {
            case DeadDelivery.OfTask ofTask -> WarrenMetric.DEAD_MESSAGES;
            case DeadDelivery.Unreadable unreadable -> WarrenMetric.UNREADABLE_MESSAGES;
        };
        counter(metric, delivery.death().reason()).increment();
    }

    private Counter counter(WarrenMetric metric, String reason) {
        return Counter.builder(metric.id())
                .description(metric.description())
                .tag("reason", reason)
                .register(meters);
    }
}

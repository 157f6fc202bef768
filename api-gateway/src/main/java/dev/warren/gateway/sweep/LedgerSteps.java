package dev.warren.gateway.sweep;

import dev.warren.gateway.publish.TaskPublisher;
import dev.warren.store.sweep.SweepLedger;
import java.time.Duration;
import java.util.List;
import org.springframework.stereotype.Component;

/** What a sweep of the ledger consists of, in its order. */
@Component
final class LedgerSteps {

    private static final Duration OVERDUE_EVERY = Duration.ofSeconds(5);
    private static final Duration UNROUTABLE_EVERY = Duration.ofSeconds(2);

    private final SweepLedger ledger;
    private final RecoverTasks recover;
    private final PublishDue publishDue;
    private final RepublishOvertaken overtaken;
    private final TaskPublisher publisher;
    private SweepLedger.Tick tick = new SweepLedger.Tick(false, 0, false);

    LedgerSteps(
            SweepLedger ledger,
            RecoverTasks recover,
            PublishDue publishDue,
            RepublishOvertaken overtaken,
            TaskPublisher publisher) {
        this.ledger = ledger;
        this.recover = recover;
        this.publishDue = publishDue;
        this.overtaken = overtaken;
        this.publisher = publisher;
    }

    /** Publishing comes last: it takes along what the steps before it have queued. */
    List<Step> steps() {
        return List.of(
                Step.first("tick", this::tick),
                Step.always("declare-dead", this::declareDead),
                Step.always("take-over", recover::takeOver),
                Step.always("start-due", recover::startDue),
                Step.always("expire", recover::expire),
                Step.every(OVERDUE_EVERY, "end-overdue", recover::endOverdue),
                Step.always("end-unanswered", recover::endUnanswered),
                Step.every(UNROUTABLE_EVERY, "fail-unroutable", recover::failUnroutable),
                Step.every(RepublishOvertaken.EVERY, "republish-overtaken", overtaken::look),
                Step.always("wake-callers", recover::wakeCallers),
                Step.always("republish-older", this::republishOlder),
                Step.always("publish-due", publishDue::publish));
    }

    /** What queues and publishes tasks at once when somebody says that there are some. */
    List<Step> dueSteps() {
        return List.of(
                Step.always("wake-callers", recover::wakeCallers), Step.always("publish-due", publishDue::publish));
    }

    private void tick() {
        tick = ledger.tick();
        publisher.compareGeneration(tick.brokerGeneration());
    }

    private void declareDead() {
        if (tick.mayJudge()) {
            recover.declareDead();
        }
    }

    private void republishOlder() {
        if (tick.olderLeft()) {
            publishDue.republishOlder();
        }
    }
}

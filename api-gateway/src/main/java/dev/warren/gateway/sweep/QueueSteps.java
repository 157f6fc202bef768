package dev.warren.gateway.sweep;

import dev.warren.gateway.metric.CountEnded;
import dev.warren.gateway.metric.KeepTally;
import dev.warren.gateway.publish.ConfirmLog;
import dev.warren.store.tally.AgentTallies;
import java.util.List;
import org.springframework.stereotype.Component;

/** What is done beside the sweep of the ledger, because it asks the broker or may take long. */
@Component
final class QueueSteps {

    private final WatchQueues watch;
    private final KeepHouse house;
    private final MeasureTasks measure;
    private final MeasureQueues measureQueues;
    private final ConfirmLog confirms;
    private final CountEnded countEnded;
    private final KeepTally tally;
    private final SweepProperties properties;

    QueueSteps(
            WatchQueues watch,
            KeepHouse house,
            MeasureTasks measure,
            MeasureQueues measureQueues,
            ConfirmLog confirms,
            CountEnded countEnded,
            KeepTally tally,
            SweepProperties properties) {
        this.watch = watch;
        this.house = house;
        this.measure = measure;
        this.measureQueues = measureQueues;
        this.confirms = confirms;
        this.countEnded = countEnded;
        this.tally = tally;
        this.properties = properties;
    }

    List<Step> steps() {
        return List.of(
                Step.every(properties.queuesEvery(), "declare-queues", watch::declareNew),
                Step.every(properties.queuesEvery(), "make-loss-good", watch::makeGood),
                Step.every(properties.queuesEvery(), "republish-lost", watch::republishOfEmpty),
                Step.every(properties.measureEvery(), "measure-queues", measureQueues::measure),
                Step.every(KeepHouse.EVERY, "make-partitions", house::ensurePartitions),
                Step.every(KeepHouse.EVERY, "drop-partitions", house::dropPartitions),
                Step.every(KeepHouse.EVERY, "forget-old", house::forgetOld),
                Step.every(KeepHouse.EVERY, "forget-tallies", tally::forget));
    }

    /** What is seen of a fault: neither a broker that hangs nor a locked row may keep it from being shown. */
    List<Step> measureSteps() {
        return List.of(
                Step.every(properties.measureEvery(), "measure-tasks", measure::tasks),
                Step.every(properties.measureEvery(), "measure-dead-letters", measure::deadLetters),
                Step.every(properties.measureEvery(), "measure-workers", measure::workers));
    }

    /** What waits for the ledger only. */
    List<Step> noteSteps() {
        return List.of(
                Step.always("record-confirms", confirms::record),
                Step.always("count-ended", countEnded::count),
                Step.every(AgentTallies.EVERY, "tell-tally", tally::tell));
    }
}

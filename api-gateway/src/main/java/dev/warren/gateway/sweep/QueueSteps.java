package dev.warren.gateway.sweep;

import dev.warren.gateway.publish.ConfirmLog;
import java.util.List;
import org.springframework.stereotype.Component;

/** What is done beside the sweep of the ledger, because it asks the broker or may take long. */
@Component
final class QueueSteps {

    private final WatchQueues watch;
    private final KeepHouse house;
    private final MeasureTasks measure;
    private final ConfirmLog confirms;
    private final SweepProperties properties;

    QueueSteps(
            WatchQueues watch, KeepHouse house, MeasureTasks measure, ConfirmLog confirms, SweepProperties properties) {
        this.watch = watch;
        this.house = house;
        this.measure = measure;
        this.confirms = confirms;
        this.properties = properties;
    }

    List<Step> steps() {
        return List.of(
                Step.every(properties.queuesEvery(), "declare-queues", watch::declareNew),
                Step.every(properties.queuesEvery(), "make-loss-good", watch::makeGood),
                Step.every(properties.queuesEvery(), "republish-lost", watch::republishOfEmpty),
                Step.every(properties.measureEvery(), "measure-tasks", measure::tasks),
                Step.every(properties.measureEvery(), "measure-workers", measure::workers),
                Step.every(KeepHouse.EVERY, "make-partitions", house::ensurePartitions),
                Step.every(KeepHouse.EVERY, "drop-partitions", house::dropPartitions),
                Step.every(KeepHouse.EVERY, "forget-old", house::forgetOld));
    }

    Step recordConfirms() {
        return Step.always("record-confirms", confirms::record);
    }
}

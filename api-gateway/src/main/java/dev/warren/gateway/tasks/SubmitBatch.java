package dev.warren.gateway.tasks;

import dev.warren.gateway.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Submits many tasks at once: all are on their way before the first is waited for. */
@Component
class SubmitBatch {

    private final SubmitTask submitTask;
    private final SubmissionCounts counts;

    SubmitBatch(SubmitTask submitTask, SubmissionCounts counts) {
        this.submitTask = submitTask;
        this.counts = counts;
    }

    private sealed interface Step {
        record Sent(SubmitTask.Sent sent) implements Step {}

        record Taken(TaskView task) implements Step {}

        record Refused(Problem problem) implements Step {}
    }

    /** @throws Problem where the gateway could take none of them and all may be tried again */
    BatchAnswer submit(List<ReadBatch.Item> items, @Nullable IdempotencyKey key, @Nullable String traceparent) {
        var steps = new ArrayList<Step>(items.size());
        for (int i = 0; i < items.size(); i++) {
            steps.add(send(items.get(i), key == null ? null : key.ofItem(i), traceparent));
        }
        steps.replaceAll(this::await);
        refuseWhereNoneWasTaken(steps);
        var results = new ArrayList<BatchAnswer.Result>(steps.size());
        for (int i = 0; i < steps.size(); i++) {
            results.add(result(i, steps.get(i)));
        }
        return new BatchAnswer(results);
    }

    private Step send(ReadBatch.Item item, @Nullable IdempotencyKey key, @Nullable String traceparent) {
        return switch (item) {
            case ReadBatch.Item.Refused refused -> new Step.Refused(refused.problem());
            case ReadBatch.Item.Readable readable -> {
                try {
                    yield new Step.Sent(submitTask.send(readable.request(), key, traceparent));
                } catch (Problem problem) {
                    yield new Step.Refused(problem);
                }
            }
        };
    }

    private Step await(Step step) {
        if (!(step instanceof Step.Sent sent)) {
            return step;
        }
        try {
            return new Step.Taken(submitTask.await(sent.sent()));
        } catch (Problem problem) {
            return new Step.Refused(problem);
        }
    }

    private static void refuseWhereNoneWasTaken(List<Step> steps) {
        if (steps.stream()
                .allMatch(step -> step instanceof Step.Refused refused
                        && refused.problem().retryAfterSeconds() > 0)) {
            throw ((Step.Refused) steps.getFirst()).problem();
        }
    }

    private BatchAnswer.Result result(int index, Step step) {
        return switch (step) {
            case Step.Taken taken -> new BatchAnswer.Result(index, taken.task(), null);
            case Step.Refused refused -> {
                counts.refused(refused.problem());
                yield new BatchAnswer.Result(index, null, refused.problem().body());
            }
            case Step.Sent sent -> throw new IllegalStateException("item " + index + " was not waited for");
        };
    }
}

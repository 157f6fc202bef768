package dev.warren.store.model;

import dev.warren.model.task.TaskStatus;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** The model's rules of what waits: until it is due, until its time is over, until it is published. */
final class ModelTimers {

    private static final Comparator<ModelTask> PUBLICATION_ORDER =
            Comparator.<ModelTask>comparingLong(task -> -task.priority).thenComparing(task -> task.id);

    private final ModelLedger ledger;

    ModelTimers(ModelLedger ledger) {
        this.ledger = ledger;
    }

    int startDue(int limit, Set<UUID> changed) {
        Stream<ModelTask> due = ledger.all()
                .filter(task -> task.status == TaskStatus.SCHEDULED
                        && task.dueAt <= ledger.now
                        && task.mayStillStart(ledger.now));
        List<ModelTask> taken = ModelLedger.taken(due, limit, changed);
        for (ModelTask task : taken) {
            task.queue(ledger.now);
        }
        return taken.size();
    }

    List<String> expire(int limit, Set<UUID> changed) {
        Stream<ModelTask> over = ledger.all()
                .filter(task -> (task.status == TaskStatus.SCHEDULED || task.status == TaskStatus.QUEUED)
                        && !task.mayStillStart(ledger.now));
        List<ModelTask> taken = ModelLedger.taken(over, limit, changed);
        for (ModelTask task : taken) {
            task.status = TaskStatus.EXPIRED;
            task.publishAt = null;
            task.finishedAt = ledger.now;
        }
        return taken.stream().map(task -> task.id + " run " + task.run).toList();
    }

    List<String> publish(int generation, int limit, Set<UUID> changed) {
        if (generation != ledger.generation) {
            return List.of();
        }
        List<ModelTask> due = ledger.all().filter(this::publishable).toList();
        List<ModelTask> taken =
                new ArrayList<>(largestQueue(due) <= limit ? firstOf(due, limit) : taken(due, limit, changed));
        taken.sort(PUBLICATION_ORDER);
        for (ModelTask task : taken) {
            task.publishAt = ledger.now + Math.min(3600, 5L << Math.min(task.publishes, 10));
            task.publishes++;
            task.sentAt = ledger.now;
            task.publishedAt = null;
            task.brokerGeneration = generation;
        }
        return taken.stream().map(task -> task.id + " fence " + task.fence).toList();
    }

    private static List<ModelTask> firstOf(List<ModelTask> due, int limit) {
        return due.stream().sorted(PUBLICATION_ORDER).limit(limit).toList();
    }

    private static List<ModelTask> taken(List<ModelTask> due, int limit, Set<UUID> changed) {
        return ModelLedger.taken(due.stream(), limit, changed);
    }

    private static long largestQueue(List<ModelTask> due) {
        Map<Queue, Long> sizes = new HashMap<>();
        due.forEach(task -> sizes.merge(task.queue, 1L, Long::sum));
        return sizes.values().stream().mapToLong(size -> size).max().orElse(0);
    }

    private boolean publishable(ModelTask task) {
        return task.status == TaskStatus.QUEUED
                && Objects.requireNonNull(task.publishAt) <= ledger.now
                && task.mayStillStart(ledger.now)
                && !ledger.paused.contains(task.queue.agent());
    }

    int confirm(List<Message> messages) {
        Map<UUID, Long> confirmed = new HashMap<>();
        messages.stream()
                .filter(message -> message.generation() == ledger.generation)
                .forEach(message -> confirmed.merge(message.task(), message.fence(), Math::max));
        int changed = 0;
        for (var publication : confirmed.entrySet()) {
            ModelTask task = ledger.task(publication.getKey());
            if (task.status == TaskStatus.QUEUED && task.fence == publication.getValue()) {
                task.publishedAt = ledger.now;
                task.publishAt = ledger.now + 3600;
                task.brokerGeneration = ledger.generation;
                task.unroutableSince = null;
                changed++;
            }
        }
        return changed;
    }

    int republishLost(Queue queue, int age, int limit, Set<UUID> changed) {
        Stream<ModelTask> lost = ledger.all()
                .filter(task -> task.status == TaskStatus.QUEUED
                        && task.queue.equals(queue)
                        && Objects.requireNonNull(task.publishAt) > ledger.now
                        && task.publishedAt != null
                        && task.publishedAt <= ledger.now - age);
        List<ModelTask> taken = ModelLedger.taken(lost, limit, changed);
        for (ModelTask task : taken) {
            task.publishAt = ledger.now;
            task.publishedAt = null;
        }
        return taken.size();
    }
}

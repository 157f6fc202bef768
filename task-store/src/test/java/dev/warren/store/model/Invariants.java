package dev.warren.store.model;

import dev.warren.model.task.TaskStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What must hold of rows whatever the model says: the design's invariants, as far as the ledger can break them. */
final class Invariants {

    private final Traffic traffic;

    Invariants(Traffic traffic) {
        this.traffic = traffic;
    }

    /** What the move from one state of all rows to the next has broken. */
    List<String> broken(
            Map<UUID, Map<String, @Nullable Object>> before,
            Map<UUID, Map<String, @Nullable Object>> after,
            Map<UUID, String> workers,
            long now) {
        List<String> broken = new ArrayList<>();
        if (!after.keySet().containsAll(before.keySet())) {
            broken.add("an accepted task is gone");
        }
        after.forEach((id, values) -> {
            var row = new Row(values);
            Map<String, @Nullable Object> old = before.get(id);
            if (old != null && !old.equals(values)) {
                move(id, new Row(old), row, workers, now, broken);
            }
            if (row.number("failures") > row.number("max_attempts")) {
                broken.add(id + " has more failures than attempts");
            }
            if (row.status() == TaskStatus.QUEUED
                    && row.has("published_at")
                    && row.mayStart(now)
                    && !traffic.lost.contains(id)
                    && !traffic.holds(id, row.number("fence"))) {
                broken.add(id + " counts as published, but no message of it is left, and the broker lost none");
            }
        });
        return broken;
    }

    private static void move(UUID id, Row old, Row row, Map<UUID, String> workers, long now, List<String> broken) {
        boolean replayed =
                row.number("run") == old.number("run") + 1 && old.status().isTerminal();
        if (old.status() != row.status() && !old.status().canBecome(row.status()) && !replayed) {
            broken.add(id + " went from " + old.status() + " to " + row.status());
        }
        if (row.number("fence") < old.number("fence")) {
            broken.add(id + " has a lower fence than before");
        }
        boolean entered = row.status() != old.status() || row.number("attempt") != old.number("attempt");
        if (entered
                && (row.status() == TaskStatus.QUEUED || row.status() == TaskStatus.RUNNING)
                && row.number("fence") == old.number("fence")) {
            broken.add(id + " became " + row.status() + " without a new fence");
        }
        if (entered && row.status() == TaskStatus.RUNNING) {
            start(id, old, row, workers, now, broken);
        }
        if (row.status() == TaskStatus.COMPLETED
                && !Objects.equals(row.values.get("output"), "\"" + id + " at " + old.number("fence") + "\"")) {
            broken.add(id + " shows the result of another attempt");
        }
        if (old.has("cancel_requested_at") && entered && row.status() != TaskStatus.CANCELED && !replayed) {
            broken.add(id + " became " + row.status() + " after its cancel was answered");
        }
    }

    private static void start(UUID id, Row old, Row row, Map<UUID, String> workers, long now, List<String> broken) {
        if (row.number("due_at") > now) {
            broken.add(id + " started before it was due");
        }
        if (!old.mayStart(now)) {
            broken.add(id + " started after its time to live");
        }
        Object owner = row.values.get("owner");
        if (!(owner instanceof UUID incarnation)
                || !workers.getOrDefault(incarnation, "").startsWith("ALIVE")) {
            broken.add(id + " was claimed by a worker that is not alive");
        }
    }

    private record Row(Map<String, @Nullable Object> values) {

        TaskStatus status() {
            return TaskStatus.valueOf(Objects.toString(values.get("status")));
        }

        boolean has(String column) {
            return values.get(column) != null;
        }

        long number(String column) {
            return values.get(column) instanceof Number number ? number.longValue() : 0;
        }

        boolean mayStart(long now) {
            return has("started_at") || !has("expires_at") || number("expires_at") > now;
        }
    }
}

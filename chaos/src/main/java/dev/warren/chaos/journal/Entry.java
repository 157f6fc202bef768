package dev.warren.chaos.journal;

import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a client meant to do, or was told. Times are the machine's monotonic clock in nanoseconds, which all processes
 * share; {@link RunClock} turns them into the ledger's.
 */
public sealed interface Entry {

    /** Why a submission is sent. */
    enum Purpose {
        /** The first time, and its repetitions after errors. */
        ORIGINAL,
        /** Once more, with the same key and body. */
        DUPLICATE,
        /** With the same key and another body, after the first was accepted. */
        OTHER_BODY
    }

    long nanos();

    /** One line without its end. */
    String toLine();

    /**
     * A task will be submitted, whatever it takes.
     *
     * @param item place within its batch, from 0
     */
    record Intended(long nanos, long submission, int item, TaskSpec spec) implements Entry {
        @Override
        public String toLine() {
            return "I\t" + nanos + '\t' + submission + '\t' + item + '\t' + spec.toFields();
        }
    }

    /**
     * A gateway answered a submission.
     *
     * @param begun when this try was sent
     * @param problem last word of the problem's type, where the answer was one
     * @param tasks of each item the task's id, or null where the item was refused; empty where all were
     */
    record Answered(
            long nanos,
            long submission,
            Purpose purpose,
            long begun,
            int status,
            @Nullable String problem,
            List<@Nullable UUID> tasks)
            implements Entry {
        @Override
        public String toLine() {
            var line = new StringBuilder("A\t").append(nanos).append('\t').append(submission);
            line.append('\t')
                    .append(purpose)
                    .append('\t')
                    .append(begun)
                    .append('\t')
                    .append(status);
            line.append('\t').append(problem == null ? "-" : problem).append('\t');
            for (int i = 0; i < tasks.size(); i++) {
                UUID task = tasks.get(i);
                line.append(i == 0 ? "" : ",").append(task == null ? "-" : task.toString());
            }
            return line.toString();
        }
    }

    /**
     * A submission got no answer.
     *
     * @param begun when this try was sent
     * @param error simple name of what was thrown
     */
    record Unanswered(long nanos, long submission, Purpose purpose, long begun, String error) implements Entry {
        @Override
        public String toLine() {
            return "U\t" + nanos + '\t' + submission + '\t' + purpose + '\t' + begun + '\t' + error;
        }
    }

    /** A cancel will be sent. */
    record CancelIntended(long nanos, UUID task) implements Entry {
        @Override
        public String toLine() {
            return "C\t" + nanos + '\t' + task;
        }
    }

    /**
     * A gateway answered a cancel.
     *
     * @param taskStatus what the answer shows as the task's status; "-" where it shows none
     */
    record CancelAnswered(long nanos, UUID task, int status, String taskStatus) implements Entry {
        @Override
        public String toLine() {
            return "K\t" + nanos + '\t' + task + '\t' + status + '\t' + taskStatus;
        }
    }

    /** A replay will be asked for; whether the answer came does not matter. */
    record ReplayIntended(long nanos, UUID task) implements Entry {
        @Override
        public String toLine() {
            return "R\t" + nanos + '\t' + task;
        }
    }

    /** @throws IllegalArgumentException for a line that no entry writes */
    static Entry parse(String line) {
        String[] fields = line.split("\t", -1);
        try {
            long nanos = Long.parseLong(fields[1]);
            return switch (fields[0]) {
                case "I" ->
                    new Intended(
                            nanos,
                            Long.parseLong(fields[2]),
                            Integer.parseInt(fields[3]),
                            TaskSpec.ofFields(fields, 4));
                case "A" ->
                    new Answered(
                            nanos,
                            Long.parseLong(fields[2]),
                            Purpose.valueOf(fields[3]),
                            Long.parseLong(fields[4]),
                            Integer.parseInt(fields[5]),
                            fields[6].equals("-") ? null : fields[6].intern(),
                            ids(fields[7]));
                case "U" ->
                    new Unanswered(
                            nanos,
                            Long.parseLong(fields[2]),
                            Purpose.valueOf(fields[3]),
                            Long.parseLong(fields[4]),
                            fields[5].intern());
                case "C" -> new CancelIntended(nanos, UUID.fromString(fields[2]));
                case "K" ->
                    new CancelAnswered(
                            nanos, UUID.fromString(fields[2]), Integer.parseInt(fields[3]), fields[4].intern());
                case "R" -> new ReplayIntended(nanos, UUID.fromString(fields[2]));
                default -> throw new IllegalArgumentException("no entry begins like this: " + line);
            };
        } catch (IndexOutOfBoundsException e) {
            throw new IllegalArgumentException("the entry is cut short: " + line, e);
        }
    }

    private static List<@Nullable UUID> ids(String text) {
        if (text.isEmpty()) {
            return List.of();
        }
        return Arrays.asList(Arrays.stream(text.split(","))
                .map(id -> id.equals("-") ? null : UUID.fromString(id))
                .toArray(UUID[]::new));
    }
}

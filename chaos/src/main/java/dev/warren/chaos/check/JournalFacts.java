package dev.warren.chaos.check;

import dev.warren.chaos.journal.Entry.Purpose;
import dev.warren.chaos.journal.TaskSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What clients meant to do and were told. */
final class JournalFacts {

    private final Map<Long, Submission> submissions = new HashMap<>();
    private final Map<UUID, Cancel> cancels = new HashMap<>();
    private final Map<UUID, Integer> replays = new HashMap<>();

    /**
     * One submission, of a task or a batch.
     *
     * @param firstSent when a gateway was first tried
     */
    static final class Submission {
        final long number;
        final long intendedAt;
        final List<TaskSpec> specs = new ArrayList<>(1);
        final List<Answer> answers = new ArrayList<>(1);
        int unanswered;

        Submission(long number, long intendedAt) {
            this.number = number;
            this.intendedAt = intendedAt;
        }

        /** When the original was answered for good; {@link Times#NONE} where it never was. */
        long answeredAt() {
            for (Answer answer : answers) {
                if (answer.purpose() == Purpose.ORIGINAL && answer.isFinal()) {
                    return answer.at();
                }
            }
            return Times.NONE;
        }
    }

    /**
     * @param tasks by item; null for one that was refused, empty where the whole submission was
     */
    record Answer(
            long at, Purpose purpose, int status, @Nullable String problem, List<@Nullable UUID> tasks) {

        boolean isAccepted() {
            return status >= 200 && status < 300;
        }

        boolean isFinal() {
            return status < 500 && !"again".equals(problem);
        }
    }

    /** A cancel; what was answered, and when, if anything. */
    static final class Cancel {
        final long askedAt;
        long answeredAt = Times.NONE;
        int status;
        String taskStatus = "-";

        Cancel(long askedAt) {
            this.askedAt = askedAt;
        }

        boolean isAccepted() {
            return status == 202;
        }
    }

    Submission submission(long number, long at) {
        return submissions.computeIfAbsent(number, ignored -> new Submission(number, at));
    }

    Map<Long, Submission> submissions() {
        return submissions;
    }

    Map<UUID, Cancel> cancels() {
        return cancels;
    }

    /** How often a replay of a task was asked for. */
    Map<UUID, Integer> replays() {
        return replays;
    }

    /** What the client wanted whose label a row carries; null where there is none. */
    @Nullable
    TaskSpec spec(@Nullable String intent) {
        int dot = intent == null ? -1 : intent.indexOf('.');
        if (intent == null || dot < 0) {
            return null;
        }
        Submission submission = submissions.get(Long.parseLong(intent.substring(0, dot)));
        int item = Integer.parseInt(intent.substring(dot + 1));
        return submission == null || item >= submission.specs.size() ? null : submission.specs.get(item);
    }
}

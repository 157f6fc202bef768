package dev.warren.store.task;

import dev.warren.model.task.TaskStatus;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;

/** Takes a person's answer to the question that a task waits with; the task is queued again with it. */
public final class AnswerTask {

    private final JdbcOperations ledger;

    public AnswerTask(JdbcOperations ledger) {
        this.ledger = ledger;
    }

    /**
     * What an answer found and did.
     *
     * @param status afterwards
     * @param accepted whether the answer counts, now or since it was given before; false where the task waits for
     *     another question or for none, or its time to answer was over
     * @param question the task's newest one, absent where it has asked none
     */
    public record Answered(
            TaskStatus status, boolean accepted, @Nullable UUID question, int run) {}

    /**
     * Empty where the tenant has no such task.
     *
     * @param answer JSON text
     */
    public Optional<Answered> answer(String tenant, UUID task, UUID question, String answer) {
        return ledger
                .query(
                        "select * from answer(?, ?, ?, ?)",
                        (row, number) -> new Answered(
                                TaskStatus.valueOf(row.getString("status")),
                                row.getBoolean("answered"),
                                row.getObject("question_id", UUID.class),
                                row.getInt("run")),
                        tenant,
                        task,
                        question,
                        answer)
                .stream()
                .findFirst();
    }
}

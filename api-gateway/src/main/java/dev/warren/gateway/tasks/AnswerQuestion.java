package dev.warren.gateway.tasks;

import dev.warren.gateway.problem.InvalidField;
import dev.warren.gateway.problem.Problem;
import dev.warren.gateway.problem.ProblemType;
import dev.warren.gateway.schema.JsonSchema;
import dev.warren.gateway.schema.UnreadableSchema;
import dev.warren.gateway.tenant.CurrentTenant;
import dev.warren.gateway.trace.LogMoved;
import dev.warren.model.message.TasksDue;
import dev.warren.model.task.TaskStatus;
import dev.warren.store.task.AnswerTask;
import dev.warren.store.task.AnswerTask.Answered;
import dev.warren.store.task.Task;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Gives a task of the current tenant the answer that it waits for. The sweeper publishes it. */
@Component
class AnswerQuestion {

    private static final Logger log = LoggerFactory.getLogger(AnswerQuestion.class);
    private static final String ANSWER = "answer";

    private final FindTask findTask;
    private final AnswerTask answerTask;
    private final CurrentTenant tenant;
    private final ApplicationEventPublisher events;

    AnswerQuestion(FindTask findTask, AnswerTask answerTask, CurrentTenant tenant, ApplicationEventPublisher events) {
        this.findTask = findTask;
        this.answerTask = answerTask;
        this.tenant = tenant;
        this.events = events;
    }

    /**
     * The same answer again changes nothing.
     *
     * @throws Problem where the tenant has no such task, it does not wait for this answer, or the answer breaks the
     *     question's schema
     */
    void answer(UUID id, ReadAnswer.Answer answer) {
        Task task = findTask.find(id);
        QuestionView question = QuestionView.of(task);
        if (question != null
                && question.id().equals(answer.question())
                && question.schema() != null
                && task.status() == TaskStatus.WAITING_INPUT) {
            check(id, question.schema().text(), answer.json());
        }
        Answered answered = answerTask
                .answer(tenant.name(), id, answer.question(), answer.json())
                .orElseThrow(() -> FindTask.notFound(id));
        if (!answered.accepted()) {
            throw Problem.of(ProblemType.QUESTION_CLOSED, whyClosed(answered, answer.question()));
        }
        LogMoved.write(id, answered.status(), answered.run());
        events.publishEvent(new TasksDue(1));
    }

    /** A schema that cannot be read is its agent's to mend: the answer is taken as it is. */
    private static void check(UUID task, String schema, String answer) {
        List<InvalidField> violations;
        try {
            violations = JsonSchema.of(schema).violations(ANSWER, answer);
        } catch (UnreadableSchema e) {
            log.warn("The schema of the question of task {} cannot be read, so its answer goes unchecked", task);
            return;
        }
        if (!violations.isEmpty()) {
            throw Problem.of(ProblemType.SCHEMA_VIOLATION, violations);
        }
    }

    private static String whyClosed(Answered answered, UUID asked) {
        if (answered.status() != TaskStatus.WAITING_INPUT) {
            return "The task is " + answered.status() + " and waits for no answer.";
        }
        return asked.equals(answered.question())
                ? "The time to answer is over; the task is about to fail."
                : "The task waits for an answer to question " + answered.question() + ".";
    }
}

package dev.warren.gateway.submit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.warren.gateway.fixture.RunningGateway;
import dev.warren.gateway.problem.Problem;
import dev.warren.gateway.problem.ProblemType;
import dev.warren.model.task.TimeOrderedId;
import dev.warren.store.submit.NewTask;
import dev.warren.store.submit.Submitted;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class SubmissionsIT {

    private final RunningGateway gateway = RunningGateway.shared();
    private final Submissions submissions = gateway.get(Submissions.class);
    private final TimeOrderedId ids = new TimeOrderedId(Clock.systemUTC());

    @Test
    void takesTheNeighboursOfASubmissionThatTheLedgerRefuses() {
        List<Submissions.Pending> group = new ArrayList<>();
        Submissions.Pending[] refused = new Submissions.Pending[1];
        double groupsBefore = groupsOfOneStatement();
        new TransactionTemplate(gateway.get(PlatformTransactionManager.class)).executeWithoutResult(locked -> {
            gateway.ledger().execute("lock table task in exclusive mode");
            group.add(submissions.submit(task("{}"))); // keeps the sender waiting while the next group gathers
            await().until(this::senderWaitsForTheLock);
            group.add(submissions.submit(task("{}")));
            refused[0] = submissions.submit(task("{\"a\":\"\\u0000\"}"));
            group.add(submissions.submit(task("{}")));
        });

        assertThat(group).allSatisfy(one -> assertThat(one.await()).isInstanceOf(Submitted.Accepted.class));
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(refused[0]::await)
                .satisfies(problem -> assertThat(problem.type()).isEqualTo(ProblemType.INVALID_REQUEST));
        assertThat(groupsOfOneStatement() - groupsBefore).isGreaterThanOrEqualTo(3);
    }

    private boolean senderWaitsForTheLock() {
        return Boolean.TRUE.equals(gateway.ledger()
                .queryForObject(
                        "select exists (select from pg_stat_activity where wait_event_type = 'Lock' and query like '%submit(%'"
                                + " and datname = current_database())",
                        Boolean.class));
    }

    private double groupsOfOneStatement() {
        return gateway.get(io.micrometer.core.instrument.MeterRegistry.class)
                .get("warren.submit.group.size")
                .summary()
                .count();
    }

    private NewTask task(String labels) {
        return new NewTask(
                ids.next(),
                "default",
                RunningGateway.ECHO,
                "shared",
                5,
                "null",
                labels,
                new NewTask.Start.Now(),
                null,
                Duration.ofMinutes(1),
                3,
                null,
                null,
                null);
    }
}

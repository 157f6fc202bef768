package dev.warren.gateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.warren.gateway.fixture.RunningGateway;
import dev.warren.gateway.fixture.RunningGateway.Answer;
import dev.warren.local.LocalServices;
import dev.warren.local.ServiceOptions;
import dev.warren.local.postgres.PostgresServer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** On a Postgres of its own, which it kills. */
class LedgerAwayIT {

    private static PostgresServer postgres;

    @BeforeAll
    static void startPostgres() {
        postgres = LocalServices.postgres(ServiceOptions.temporary().telling(System.err::println));
    }

    @AfterAll
    static void stopPostgres() {
        postgres.close();
    }

    @Test
    void refusesForAMomentAndTakesTasksAgainWhenTheLedgerIsBack() {
        try (var gateway =
                RunningGateway.start(postgres, postgres.createDatabase("away"), "--warren.ledger.unready-after=2s")) {
            gateway.register(RunningGateway.ECHO);
            String task = "/v1/tasks/" + gateway.submitted("");
            assertThat(gateway.management("/actuator/health/readiness").status())
                    .isEqualTo(200);

            postgres.kill();

            // A moment without the ledger takes no gateway away; a longer one does.
            assertThat(gateway.management("/actuator/health/readiness").status())
                    .isEqualTo(200);
            assertUnavailable(gateway.post("/v1/tasks", "{\"agent\":\"echo\"}"));
            long begun = System.nanoTime();
            Answer second = gateway.post("/v1/tasks", "{\"agent\":\"echo\"}");
            assertUnavailable(second);
            assertThat(second.problem()).isEqualTo("ledger-unavailable");
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
            assertUnavailable(gateway.get(task));
            assertUnavailable(gateway.get("/v1/tasks"));
            assertUnavailable(gateway.post("/v1/tasks", "{\"agent\":\"nobody\"}"));
            await().until(() -> gateway.management("/actuator/health/readiness").status() == 503);
            var status = gateway.get("/v1/status");
            assertThat(status.status()).isEqualTo(200);
            assertThat(status.body().at("/status").asString()).isEqualTo("DOWN");
            assertThat(status.body().at("/reasons/0").asString()).contains("ledger");
            assertThat(status.body().has("tasks")).isFalse();
            assertThat(gateway.management("/actuator/health/liveness").status()).isEqualTo(200);

            postgres.restart();

            await().atMost(Duration.ofSeconds(20))
                    .until(() ->
                            gateway.post("/v1/tasks", "{\"agent\":\"echo\"}").status() == 202);
            assertThat(gateway.get(task).status()).isEqualTo(200);
            await().until(() -> gateway.management("/actuator/health/readiness").status() == 200);
        }
    }

    @Test
    void waitsForALedgerThatComesUpLater() throws Exception {
        String database = postgres.createDatabase("late");
        postgres.kill();
        var starting = CompletableFuture.supplyAsync(() -> RunningGateway.start(postgres, database));
        try {
            await().during(Duration.ofSeconds(2)).until(() -> !starting.isDone());
        } finally {
            postgres.restart();
        }
        try (var gateway = starting.get()) {
            assertThat(gateway.management("/actuator/health/readiness").status())
                    .isEqualTo(200);
        }
    }

    private static void assertUnavailable(Answer answer) {
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).isEqualTo("2");
    }
}

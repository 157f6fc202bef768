package dev.warren.gateway.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.warren.gateway.fixture.RunningGateway;
import dev.warren.store.schema.LedgerSchema;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class StatusIT {

    private final RunningGateway gateway = RunningGateway.shared();

    @Test
    void sumsUpHealthVersionsAndTotals() {
        long before = status().at("/tasks/queued").asLong()
                + status().at("/tasks/running").asLong();
        gateway.submitted("\"priority\":3");

        await().untilAsserted(() -> {
            JsonNode status = status();
            assertThat(status.at("/ledger/status").asString()).isEqualTo("UP");
            assertThat(status.at("/ledger/version").asString()).matches("\\d+(\\.\\d+)?");
            assertThat(status.at("/ledger/schemaVersion").asInt()).isEqualTo(LedgerSchema.VERSION);
            assertThat(status.at("/broker/status").asString()).isEqualTo("UP");
            assertThat(status.at("/broker/version").asString()).matches("\\d+\\.\\d+.*");
            assertThat(status.at("/broker/queueType").asString()).isIn("quorum", "classic");
            assertThat(status.at("/broker/generation").asInt()).isPositive();
            assertThat(status.at("/gateway/version").asString()).isNotEmpty();
            assertThat(status.at("/gateway/startedAt").asString()).isNotEmpty();
            assertThat(status.at("/tasks/queued").asLong()
                            + status.at("/tasks/running").asLong())
                    .isGreaterThan(before);
            assertThat(status.at("/tasks/oldestQueuedSeconds").isNumber()).isTrue();
            assertThat(status.at("/workers/slots").isNumber()).isTrue();
            assertThat(status.at("/agents/registered").asInt()).isPositive();
            assertThat(status.at("/deadLetters").isNumber()).isTrue();
        });
    }

    private JsonNode status() {
        var answer = gateway.get("/v1/status");
        assertThat(answer.status()).isEqualTo(200);
        return answer.body();
    }
}

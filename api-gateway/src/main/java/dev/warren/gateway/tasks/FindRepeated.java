package dev.warren.gateway.tasks;

import dev.warren.gateway.tenant.CurrentTenant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.stereotype.Component;

/**
 * Finds what an earlier submission with the same key and body has become. Asked only where a submission is refused: what
 * was accepted once is answered again, whatever its agent has become since.
 */
@Component
class FindRepeated {

    private final JdbcOperations ledger;
    private final CurrentTenant tenant;

    FindRepeated(JdbcOperations ledger, CurrentTenant tenant) {
        this.ledger = ledger;
        this.tenant = tenant;
    }

    Optional<UUID> find(IdempotencyKey key, TaskRequest request) {
        return ledger
                .query(
                        "select task_id from idempotency_key where tenant = ? and key = ? and body_hash = ?",
                        (row, number) -> row.getObject("task_id", UUID.class),
                        tenant.name(),
                        key.value(),
                        RequestHash.of(request))
                .stream()
                .findFirst();
    }
}

package dev.warren.store.publish;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a claim check needs to know of a task.
 *
 * @param ttlLeft how long it may still wait for its first start, by the ledger's clock at the moment of the answer; absent
 *     for ever
 */
public record PublishableTask(
        UUID id,
        int run,
        long fence,
        String agent,
        String lane,
        String tenant,
        int priority,
        @Nullable Instant expiresAt,
        @Nullable Duration ttlLeft,
        @Nullable String traceparent) {

    static PublishableTask read(ResultSet row, int number) throws SQLException {
        Long ttlLeft = row.getObject("ttl_left_ms", Long.class);
        Timestamp expiresAt = row.getTimestamp("expires_at");
        return new PublishableTask(
                row.getObject("id", UUID.class),
                row.getInt("run"),
                row.getLong("fence"),
                row.getString("agent"),
                row.getString("lane"),
                row.getString("tenant"),
                row.getInt("priority"),
                expiresAt == null ? null : expiresAt.toInstant(),
                ttlLeft == null ? null : Duration.ofMillis(ttlLeft),
                row.getString("traceparent"));
    }
}

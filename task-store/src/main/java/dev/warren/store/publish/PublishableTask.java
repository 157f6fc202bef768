package dev.warren.store.publish;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a claim check needs to know of a task. */
public record PublishableTask(
        UUID id,
        int run,
        long fence,
        String agent,
        String lane,
        String tenant,
        int priority,
        @Nullable Instant expiresAt,
        @Nullable String traceparent) {

    static PublishableTask read(ResultSet row, int number) throws SQLException {
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
                row.getString("traceparent"));
    }
}

package dev.warren.store.claim;

import dev.warren.store.connect.Column;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcOperations;

/** Claims the tasks that messages name, many in one commit. */
public final class ClaimTasks {

    private final JdbcOperations ledger;

    public ClaimTasks(JdbcOperations ledger) {
        this.ledger = ledger;
    }

    /**
     * Claims for the worker {@code incarnation}. Requests may name one task at several fences; at most one of them is
     * granted.
     *
     * @return one verdict per request, in their order
     * @throws org.springframework.dao.DataAccessException it is unknown what was claimed: keep the messages, or give
     *     them back. What was claimed unnoticed shows up among the worker's leases.
     */
    public List<ClaimVerdict> claim(UUID incarnation, List<ClaimRequest> requests) {
        List<ClaimRequest> distinct = requests.stream().distinct().toList();
        var verdicts = new HashMap<Asked, ClaimVerdict>();
        ledger.query(
                "select * from claim(?, ?, ?, ?, ?)",
                row -> {
                    var asked = new Asked(
                            row.getObject("id", UUID.class), row.getLong("asked_fence"), row.getString("asked_agent"));
                    verdicts.put(asked, verdict(row, asked.agent()));
                },
                incarnation,
                Column.of("uuid", distinct, ClaimRequest::task),
                Column.of("int8", distinct, ClaimRequest::fence),
                Column.of("text", distinct, ClaimRequest::agent),
                Column.of("text", distinct, ClaimRequest::version));
        return requests.stream()
                .map(request -> take(verdicts, new Asked(request.task(), request.fence(), request.agent())))
                .toList();
    }

    private record Asked(UUID task, long fence, String agent) {}

    /** The verdict of {@code request}, for the first that asks: a second message for the same claim gets none. */
    private static ClaimVerdict take(Map<Asked, ClaimVerdict> verdicts, Asked request) {
        ClaimVerdict verdict = verdicts.get(request);
        if (verdict instanceof ClaimVerdict.Claimed) {
            verdicts.put(request, new ClaimVerdict.RowRefuses());
        }
        return verdict == null ? new ClaimVerdict.RowRefuses() : verdict;
    }

    private static ClaimVerdict verdict(ResultSet row, String agent) throws SQLException {
        String verdict = row.getString("verdict");
        return switch (verdict) {
            case "CLAIMED" -> new ClaimVerdict.Claimed(claimed(row, agent));
            case "ROW" -> new ClaimVerdict.RowRefuses();
            case "NOT_ME" -> new ClaimVerdict.NotMe();
            default -> throw new IllegalStateException("The ledger answered a claim with '" + verdict + "'");
        };
    }

    private static ClaimedTask claimed(ResultSet row, String agent) throws SQLException {
        return new ClaimedTask(
                row.getObject("id", UUID.class),
                row.getString("tenant"),
                agent,
                row.getInt("priority"),
                row.getInt("run"),
                row.getInt("attempt"),
                row.getInt("failures"),
                row.getInt("max_attempts"),
                row.getString("retry"),
                row.getLong("fence"),
                Duration.ofMillis(row.getLong("timeout_ms")),
                row.getString("labels"),
                row.getString("traceparent"),
                row.getTimestamp("due_at").toInstant(),
                row.getTimestamp("claimed_at").toInstant(),
                row.getString("input"),
                row.getString("agent_version"),
                row.getString("state"),
                row.getString("answer"));
    }
}

package dev.warren.store.claim;

import static java.util.stream.Collectors.toMap;

import dev.warren.store.connect.Column;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcOperations;

/** Claims the tasks that messages name, many in one commit. */
public final class ClaimTasks {

    private final JdbcOperations ledger;

    public ClaimTasks(JdbcOperations ledger) {
        this.ledger = ledger;
    }

    /**
     * Claims for the worker {@code incarnation}. Where several requests name one task, the first one with the highest
     * fence is asked for, and the others are refused by the row.
     *
     * @return one verdict per request, in their order
     * @throws org.springframework.dao.DataAccessException it is unknown what was claimed: keep the messages, or give
     *     them back. What was claimed unnoticed shows up among the worker's leases.
     */
    public List<ClaimVerdict> claim(UUID incarnation, List<ClaimRequest> requests) {
        Map<UUID, ClaimRequest> byTask = requests.stream()
                .collect(toMap(ClaimRequest::task, request -> request, (a, b) -> b.fence() > a.fence() ? b : a));
        List<ClaimRequest> distinct = List.copyOf(byTask.values());
        var verdicts = new HashMap<ClaimRequest, ClaimVerdict>();
        ledger.query(
                "select * from claim(?, ?, ?, ?)",
                row -> {
                    ClaimRequest request = byTask.get(row.getObject("id", UUID.class));
                    verdicts.put(Objects.requireNonNull(request), verdict(row, request.agent()));
                },
                incarnation,
                Column.of("uuid", distinct, ClaimRequest::task),
                Column.of("int8", distinct, ClaimRequest::fence),
                Column.of("text", distinct, ClaimRequest::agent));
        return requests.stream().map(request -> take(verdicts, request)).toList();
    }

    /** The verdict of {@code request}, for the first that asks: a second message for the same claim gets none. */
    private static ClaimVerdict take(Map<ClaimRequest, ClaimVerdict> verdicts, ClaimRequest request) {
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
                row.getString("input"));
    }
}

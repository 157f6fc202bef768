package dev.warren.gateway.ledger;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.jspecify.annotations.Nullable;

/** What a failure of the ledger means to whoever asked it something. */
public enum LedgerFault {

    /** No connection could be had; nothing was done. */
    UNREACHABLE,
    /** The connection broke, or the server went down, while a statement was under way; it may have been done. */
    BROKEN,
    /** The ledger gave up on the statement because it took too long or lost against others; nothing was done. */
    BUSY,
    /** The ledger cannot hold a value; nothing was done. */
    REFUSED,
    /** No failure of the ledger's, or one that is the gateway's own fault. */
    OTHER;

    /** Looks for the innermost word of the database about {@code failure}. */
    public static LedgerFault of(Throwable failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLTransientConnectionException) {
                return UNREACHABLE; // the pool's: no connection within its timeout
            }
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                return ofState(sql.getSQLState());
            }
        }
        return OTHER;
    }

    private static LedgerFault ofState(String state) {
        return switch (state) {
            // Could not connect; too many connections; starting up or shutting down.
            case "08001", "08004", "53300", "57P03" -> UNREACHABLE;
            // Canceled by the statement timeout; no lock in time.
            case "57014", "55P03" -> BUSY;
            default ->
                switch (state.substring(0, Math.min(2, state.length()))) {
                    case "08", "57", "58", "53" -> BROKEN;
                    case "40" -> BUSY;
                    case "22" -> REFUSED;
                    default -> OTHER;
                };
        };
    }
}

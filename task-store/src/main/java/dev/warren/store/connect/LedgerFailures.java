package dev.warren.store.connect;

import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;

/** Tells failures that one request brought about from those of the ledger as a whole. */
public final class LedgerFailures {

    /** SQLSTATE classes of: data, constraints, and transactions that another one aborted. */
    private static final Set<String> OF_SOME_ROW = Set.of("22", "23", "40");

    private static final String CONNECTION_FAILURE = "08006";

    private LedgerFailures() {}

    /**
     * Whether a statement for many rows may have failed for one of them, so that the others are worth another try. Where
     * not, the ledger is away, shutting down or overloaded, and every row would fail.
     */
    public static boolean mayBeOfOneRow(Throwable failure) {
        String state = sqlState(failure);
        return state != null && OF_SOME_ROW.contains(state.substring(0, 2));
    }

    /** What a statement ends with whose connection breaks before its answer comes: it may have been done. */
    public static DataAccessException answerLost(String where) {
        return new DataAccessResourceFailureException(
                where, new SQLException("the answer was lost", CONNECTION_FAILURE));
    }

    private static @Nullable String sqlState(Throwable failure) {
        if (failure instanceof DataAccessException e
                && e.getMostSpecificCause() instanceof SQLException sql
                && sql.getSQLState() != null
                && sql.getSQLState().length() == 5) {
            return sql.getSQLState();
        }
        return null;
    }
}

package dev.warren.gateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.dao.DataAccessResourceFailureException;

class LedgerFaultTests {

    @ParameterizedTest
    @CsvSource({
        "08001,UNREACHABLE",
        "57P03,UNREACHABLE",
        "53300,UNREACHABLE",
        "08006,BROKEN",
        "57P01,BROKEN",
        "53100,BROKEN",
        "57014,BUSY",
        "55P03,BUSY",
        "40P01,BUSY",
        "22P05,REFUSED",
        "23505,OTHER",
        "42501,OTHER",
        "28P01,OTHER"
    })
    void isToldByTheDatabasesOwnWord(String state, LedgerFault fault) {
        var failure = new DataAccessResourceFailureException("x", new SQLException("x", state));

        assertThat(LedgerFault.of(failure)).isEqualTo(fault);
    }

    @Test
    void isUnreachableWhereThePoolHasNoConnection() {
        var cause = new SQLException("refused", "08006");
        var failure = new IllegalStateException(new SQLTransientConnectionException("timed out", "08006", 0, cause));

        assertThat(LedgerFault.of(failure)).isEqualTo(LedgerFault.UNREACHABLE);
    }

    @Test
    void isNoneOfTheLedgersForOtherFailures() {
        assertThat(LedgerFault.of(new IllegalStateException(new NullPointerException())))
                .isEqualTo(LedgerFault.OTHER);
    }
}

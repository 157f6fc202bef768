package dev.warren.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.gateway.ledger.LedgerAvailability;
import dev.warren.gateway.problem.Problem;
import dev.warren.gateway.problem.ProblemType;
import dev.warren.gateway.trace.RequestTrace;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import org.apache.catalina.connector.ClientAbortException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotWritableException;
import org.springframework.transaction.CannotCreateTransactionException;

class ProblemAdviceTests {

    private final ProblemAdvice advice = new ProblemAdvice(new LedgerAvailability());

    @Test
    void aBrokenConnectionOfTheLedgerIsNotTakenForOneOfTheCaller() {
        var broken = new PSQLException("sending", PSQLState.CONNECTION_FAILURE, new EOFException());

        var answer = advice.failure(new CannotCreateTransactionException("Could not open", broken));

        assertThat(answer).isNotNull();
        assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Connection reset", "Broken pipe"})
    void norIsAConnectionToAnyOtherServer(String words) {
        var answer = advice.failure(new IOException("asking the broker", new SocketException(words)));

        assertThat(answer).isNotNull();
        assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.INTERNAL_SERVER_ERROR);
    }

    @Test
    void namesTheTraceOfItsRequestOrOneOfItsOwn() {
        Problem problem = Problem.of(ProblemType.TASK_NOT_FOUND, "There is no such task.");

        assertThat(traceId(advice.problem(problem))).matches("[0-9a-f]{32}");
        RequestTrace.logged(
                "4bf92f3577b34da6a3ce929d0e0e4736",
                () -> assertThat(traceId(advice.problem(problem))).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736"));
    }

    private static String traceId(ResponseEntity<Object> answer) {
        return (String) ((ProblemDetail) answer.getBody()).getProperties().get("traceId");
    }

    @Test
    void aCallerThatIsGoneGetsNoAnswer() {
        var gone = new ClientAbortException(new IOException("Broken pipe"));

        assertThat(advice.failure(new HttpMessageNotWritableException("writing", gone)))
                .isNull();
    }
}

package dev.warren.gateway.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.warren.gateway.problem.Problem;
import dev.warren.gateway.problem.ProblemType;
import dev.warren.gateway.request.PageToken;
import dev.warren.model.task.TaskStatus;
import dev.warren.store.task.TaskFilter;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.util.LinkedMultiValueMap;

class TaskQueryTests {

    @Test
    void readsEveryParameter() {
        var wanted = query(
                "status", "FAILED",
                "agent", "echo",
                "label", "team:docs",
                "label", "url:http://x",
                "createdAfter", "2026-01-01T00:00:00 02:00",
                "createdBefore", "2026-02-01T00:00:00Z",
                "pageSize", "100");

        assertThat(wanted.pageSize()).isEqualTo(100);
        assertThat(wanted.filter())
                .isEqualTo(new TaskFilter(
                        "default",
                        TaskStatus.FAILED,
                        "echo",
                        Map.of("team", "docs", "url", "http://x"),
                        Instant.parse("2025-12-31T22:00:00Z"),
                        Instant.parse("2026-02-01T00:00:00Z"),
                        null));
    }

    @ParameterizedTest
    @CsvSource({
        "status,queued",
        "status,''",
        "agent,Echo",
        "label,team",
        "label,:x",
        "createdAfter,yesterday",
        "createdBefore,2026-01-01",
        "pageSize,0",
        "pageSize,101",
        "pageSize,x",
        "pageToken,x",
        "pageToken,AAAA",
        "sort,asc"
    })
    void refusesWhatItDoesNotUnderstand(String name, String value) {
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> query(name, value))
                .satisfies(problem -> assertThat(problem.getMessage()).startsWith(name));
    }

    @Test
    void refusesAParameterThatComesTwice() {
        assertThatExceptionOfType(Problem.class).isThrownBy(() -> query("status", "FAILED", "status", "QUEUED"));
    }

    @Test
    void takesATokenForTheSameFilterOnly() {
        UUID last = UUID.randomUUID();
        String token = PageToken.after(last, query("status", "FAILED").filterHash());

        assertThat(query("status", "FAILED", "pageToken", token, "pageSize", "7")
                        .filter()
                        .before())
                .isEqualTo(last);
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> query("status", "QUEUED", "pageToken", token))
                .satisfies(problem -> assertThat(problem.type()).isEqualTo(ProblemType.INVALID_REQUEST));
    }

    private static TaskQuery.Wanted query(String... namesAndValues) {
        var parameters = new LinkedMultiValueMap<String, String>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            parameters.add(namesAndValues[i], namesAndValues[i + 1]);
        }
        return TaskQuery.parse(parameters, "default");
    }
}

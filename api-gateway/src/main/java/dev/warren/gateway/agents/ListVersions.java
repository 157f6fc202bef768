package dev.warren.gateway.agents;

import dev.warren.gateway.problem.Problem;
import dev.warren.gateway.problem.ProblemType;
import dev.warren.gateway.web.JsonText;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.stereotype.Component;

/** Lists the versions of a declared agent, newest first. */
@Component
class ListVersions {

    private final JdbcOperations ledger;

    ListVersions(JdbcOperations ledger) {
        this.ledger = ledger;
    }

    /** What an agent said from its declaration until the next one. */
    @Schema(name = "AgentVersion")
    record Version(@Schema(example = "3") int version, Instant declaredAt, JsonText definition) {}

    /**
     * The versions before {@code before}, {@code limit} at most; none for a Java agent.
     *
     * @param before absent for the newest
     */
    List<Version> list(String agent, @Nullable Integer before, int limit) {
        return ledger.query(
                "select version, declared_at, definition from agent_version where agent = ? and version < ?"
                        + " order by version desc limit ?",
                (row, number) -> new Version(
                        row.getInt("version"),
                        row.getTimestamp("declared_at").toInstant(),
                        new JsonText(row.getString("definition"))),
                agent,
                before == null ? Integer.MAX_VALUE : before,
                limit);
    }

    /**
     * Reads where the page before ended.
     *
     * @throws Problem where it is no token of this list
     */
    static @Nullable Integer parseToken(@Nullable String token) {
        if (token == null) {
            return null;
        }
        if (token.matches("v[1-9][0-9]{0,8}")) {
            return Integer.valueOf(token.substring(1));
        }
        throw Problem.field(ProblemType.INVALID_REQUEST, "pageToken", "must be the nextPageToken of the page before");
    }

    static String token(Version last) {
        return "v" + last.version();
    }
}

package dev.warren.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.ConnectionCallback;

class RolesIT {

    @AutoClose
    private final LedgerUnderTest ledger = new LedgerUnderTest();

    @Test
    void aWorkerSeesNoTableAndSubmitsNothing() {
        for (String forbidden : List.of(
                "select * from task",
                "select * from worker",
                "update worker set state = 'DEAD'",
                "select * from take_over(1)",
                "select * from cancel('default', gen_random_uuid())",
                "select * from dead_letter",
                "select * from unreadable_message",
                "select * from replay('default', '{}', '{}', 0, 0)",
                "select * from discard('default', '{}')",
                "select * from drain(gen_random_uuid())",
                "select * from raise_generation(1)",
                "select * from answer('default', gen_random_uuid(), gen_random_uuid(), '1')",
                "select * from pause_agent('default', 'a', true)",
                "select * from declare_agent('a', 'llm', 'e', '', '{}', null, null, 1, 1, null, '{}', null)",
                "select * from agent_version",
                "select * from agent_tally",
                "select forget_tallies()",
                "select * from settle_dead_messages('{}', '{}', '{}', '{}')")) {
            assertThatThrownBy(() -> as("warren_worker", forbidden))
                    .as(forbidden)
                    .hasStackTraceContaining("permission denied");
        }
        as("warren_worker", "select * from beat(gen_random_uuid(), 0)");
        as("warren_worker", "select register_agent('a', '1', '', '{}', null, null, 1, 3, '{}')");
        for (String allowed : List.of(
                "claim(gen_random_uuid(), '{}', '{}', '{}')",
                "claim(gen_random_uuid(), '{}', '{}', '{}', '{}')",
                "beat(gen_random_uuid(), 0, null)",
                "steps(gen_random_uuid(), gen_random_uuid(), 1)",
                "record_steps(gen_random_uuid(), '{}', '{}', '{}', '{}')",
                "send_child(gen_random_uuid(), gen_random_uuid(), 1, 'a', gen_random_uuid(), 'a', '1', null, null)",
                "children(gen_random_uuid(), gen_random_uuid(), 1, '{}')",
                "report_progress(gen_random_uuid(), '{}', '{}', '{}', '{}')",
                "declared_agents('{}')",
                "agent_definition('a', 1)",
                "tell_tally(gen_random_uuid(), '{}', '{}', '{}', '{}', '{}')")) {
            as("warren_worker", "select * from " + allowed);
        }
    }

    @Test
    void aGatewayReadsEverythingAndWritesByStatementsOnly() {
        for (String forbidden : List.of(
                "update task set status = 'CANCELED'",
                "delete from worker",
                "delete from dead_letter",
                "delete from unreadable_message",
                "select lock_publications(true)",
                "select register_agent('a', '1', '', '{}', null, null, 1, 3, '{}')",
                "select * from claim(gen_random_uuid(), '{}', '{}', '{}')",
                "delete from agent_version",
                "delete from agent_tally",
                "delete from task_progress",
                "select * from record_steps(gen_random_uuid(), '{}', '{}', '{}', '{}')",
                "select * from finish(gen_random_uuid(), '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}')")) {
            assertThatThrownBy(() -> as("warren_gateway", forbidden))
                    .as(forbidden)
                    .hasStackTraceContaining("permission denied");
        }
        as("warren_gateway", "select * from task");
        as("warren_gateway", "select * from tick()");
        as("warren_gateway", "select * from dead_letter");
        as("warren_gateway", "select * from unreadable_message");
        for (String allowed : List.of(
                "raise_generation(0)",
                "republish_older(1)",
                "publish_due(1, 1)",
                "confirm_published('{}', '{}', '{}')",
                "returned('{}', '{}')",
                "fail_unroutable(1, 1)",
                "claimed_progress()",
                "republish_overtaken('echo', 'shared', 5::smallint, now(), 1)",
                "settle_dead_messages('{}', '{}', '{}', '{}')",
                "keep_unreadable('{}', '{}', '{}', '{}', '{}', '{}')",
                "replay('default', '{}', '{}', 0, 0)",
                "discard('default', '{}')",
                "discard_unreadable('default', '{}')",
                "drain(gen_random_uuid())",
                "answer('default', gen_random_uuid(), gen_random_uuid(), '1')",
                "end_unanswered(1)",
                "wake_callers(1)",
                "pause_agent('default', 'a', true)",
                "agent_version",
                "agent_tally",
                "tell_tally(gen_random_uuid(), '{}', '{}', '{}', '{}', '{}')",
                "forget_tallies()",
                "task_progress")) {
            as("warren_gateway", "select * from " + allowed);
        }
        as("warren_gateway", "select ensure_partitions(now() + interval '60 days')");
        as("warren_gateway", "select * from task");
    }

    private void as(String role, String sql) {
        ledger.jdbc.execute((ConnectionCallback<Boolean>) connection -> {
            try (var statement = connection.createStatement()) {
                statement.execute("set role " + role);
                try {
                    assertThat(statement.execute(sql)).isIn(true, false);
                } finally {
                    statement.execute("reset role");
                }
            }
            return true;
        });
    }
}

package dev.warren.doctor.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.doctor.check.Finding;
import dev.warren.doctor.check.Runbook;
import dev.warren.doctor.check.Verdict;
import dev.warren.model.topology.BrokerDialect;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is made of answers that are tedious to bring about. */
class JudgementTests {

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }

    @Test
    void aNodeThatIsShortOfSomethingIsNamed() {
        assertThat(Alarms.judge(json("""
                [{"name": "fine", "running": true, "mem_used": 10, "mem_limit": 100, "disk_free": 1000, "disk_free_limit": 50,
                  "fd_used": 1, "fd_total": 100, "partitions": []},
                 {"name": "down", "running": false},
                 {"name": "memory", "mem_alarm": true, "mem_used": 100, "mem_limit": 100},
                 {"name": "nearly", "mem_used": 90, "mem_limit": 100},
                 {"name": "disk", "disk_free_alarm": true, "disk_free": 1, "disk_free_limit": 50},
                 {"name": "little", "disk_free": 60, "disk_free_limit": 50},
                 {"name": "alone", "partitions": ["rabbit@other"]}]""")))
                .extracting(Finding::verdict)
                .containsExactly(
                        Verdict.PROBLEM, Verdict.PROBLEM, Verdict.NOTE, Verdict.PROBLEM, Verdict.NOTE, Verdict.PROBLEM);
    }

    @Test
    void aQueueHasTheShapeOfItsDialect() {
        JsonNode classic = json("""
                {"type": "classic", "durable": true,
                 "arguments": {"x-queue-type": "classic", "x-max-priority": 9, "x-dead-letter-exchange": "warren.dead-letters"}}""");
        JsonNode quorum = json("""
                {"type": "quorum", "durable": true, "arguments": {"x-dead-letter-exchange": "warren.dead-letters"}}""");
        JsonNode bare = json("{\"type\": \"classic\", \"durable\": false, \"arguments\": {}}");

        assertThat(QueueShapes.judge("agent.a.shared", classic, BrokerDialect.CLASSIC))
                .isEmpty();
        assertThat(QueueShapes.judge("agent.a.shared", quorum, BrokerDialect.QUORUM))
                .isEmpty();
        assertThat(QueueShapes.judge("agent.a.shared", classic, BrokerDialect.QUORUM))
                .hasSize(1);
        assertThat(QueueShapes.judge("agent.a.shared", quorum, BrokerDialect.CLASSIC))
                .hasSize(2);
        assertThat(QueueShapes.judge("agent.a.shared", bare, BrokerDialect.CLASSIC))
                .hasSize(3);
        assertThat(QueueShapes.judge("warren.generation", quorum, BrokerDialect.QUORUM))
                .isEmpty();
    }

    @Test
    void anOldBrokerIsRefused() {
        assertThat(BrokerAnswers.judge("3.9.1", "amqp://mq").runbook()).isEqualTo(Runbook.VERSIONS);
        assertThat(BrokerAnswers.judge("3.10.8", "amqp://mq").sentence()).contains("classic queues");
        assertThat(BrokerAnswers.judge("4.3.6", "amqp://mq").sentence()).contains("quorum queues");
    }
}

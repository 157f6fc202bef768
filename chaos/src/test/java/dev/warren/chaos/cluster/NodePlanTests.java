package dev.warren.chaos.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NodePlanTests {

    @Test
    void addressesLeadThroughAProxyAndStayTheSameOtherwise() {
        assertThat(NodePlan.through("jdbc:postgresql://127.0.0.1:5432/warren?x=1", 7))
                .isEqualTo("jdbc:postgresql://127.0.0.1:7/warren?x=1");
        assertThat(NodePlan.through("amqp://user:pass@host:5672/warren", 7))
                .isEqualTo("amqp://user:pass@127.0.0.1:7/warren");
        assertThat(NodePlan.place("amqp://user:pass@localhost:5672/warren").getPort())
                .isEqualTo(5672);
    }
}

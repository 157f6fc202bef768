package dev.warren.httpagent.call;

import dev.warren.model.trace.Traces;
import dev.warren.outbound.AddressRange;
import dev.warren.outbound.OutboundClient;
import dev.warren.outbound.OutboundLimits;
import dev.warren.outbound.OutboundRules;
import dev.warren.worker.agent.Agent;
import dev.warren.worker.agent.AgentDefinition;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;

/** A runtime that reaches one server on this machine, its endpoint called {@code local}. */
public final class TestRuntime implements AutoCloseable {

    public static final String TOKEN = "of-a-test";

    private final HttpAgentRuntime runtime;

    public TestRuntime(String url) {
        this(url, null, new OutboundLimits(Duration.ofSeconds(5), Duration.ofSeconds(30), 4_000_000));
    }

    TestRuntime(String url, Duration timeout, OutboundLimits limits) {
        var rules = new OutboundRules(true, Set.of(), List.of(AddressRange.parse("127.0.0.0/8")));
        runtime = new HttpAgentRuntime(
                List.of(new Endpoint("local", url, TOKEN, timeout, new OutboundClient(rules, limits))), Traces.OFF);
    }

    HttpAgentRuntime runtime() {
        return runtime;
    }

    /** The agent called {@code name} at {@code /name}. */
    public Agent agent(String name) {
        return agent(new AgentDefinition(
                name,
                "3",
                JsonMapper.shared()
                        .readTree("{\"kind\": \"http\", \"endpoint\": \"local\", \"path\": \"/" + name + "\"}")));
    }

    public Agent agent(AgentDefinition definition) {
        return runtime.agent(definition);
    }

    @Override
    public void close() {
        runtime.close();
    }
}

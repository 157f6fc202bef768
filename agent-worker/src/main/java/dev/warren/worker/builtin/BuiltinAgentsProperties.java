package dev.warren.worker.builtin;

import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which of the agents that come with the worker it hosts.
 *
 * @param builtinAgents Agents that come with the worker and are hosted by it; empty for none.
 */
@ConfigurationProperties("warren.worker")
record BuiltinAgentsProperties(
        @DefaultValue({"echo", "summarizer", "probe"}) Set<BuiltinAgent> builtinAgents) {}

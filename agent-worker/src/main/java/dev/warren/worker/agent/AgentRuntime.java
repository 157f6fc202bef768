package dev.warren.worker.agent;

import java.util.Set;

/**
 * Runs agents that are declared as data instead of written in Java. A bean of this type makes its worker host every
 * declared agent of its {@link #kind()} whose endpoint it reaches; they come, change and go while the worker runs.
 */
public interface AgentRuntime {

    /** The kind of declared agents it runs: {@code llm} or {@code http}. The same at every call. */
    String kind();

    /**
     * Names of the endpoints it reaches, as declared agents name them. The worker announces each as {@code kind:name}.
     * The same at every call.
     */
    Set<String> endpoints();

    /**
     * Makes the agent that {@code definition} describes. Asked once per name and version, and the result is kept; its
     * {@link Agent#description()} should be {@link AgentDefinition#description()}.
     *
     * @throws IllegalArgumentException where the definition cannot be run, saying why for whoever declared it
     */
    Agent agent(AgentDefinition definition);
}

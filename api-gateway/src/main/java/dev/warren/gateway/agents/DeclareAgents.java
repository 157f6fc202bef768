package dev.warren.gateway.agents;

import dev.warren.gateway.problem.Problem;
import dev.warren.gateway.problem.ProblemType;
import dev.warren.store.agent.DeclareAgent;
import dev.warren.store.agent.DeclareAgent.Declaration;
import dev.warren.store.agent.DeclareAgent.Declared;
import dev.warren.store.agent.DeclareAgent.Outcome;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Declares agents as data: in the ledger first, then by an order that may be lost. */
@Component
class DeclareAgents {

    private final DeclareAgent declareAgent;
    private final ApplicationEventPublisher events;

    DeclareAgents(DeclareAgent declareAgent, ApplicationEventPublisher events) {
        this.declareAgent = declareAgent;
        this.events = events;
    }

    /**
     * Declaring the same again changes nothing but that the order is sent once more.
     *
     * @param expected the version that the declarer has seen, 0 for none; absent where that does not matter
     * @return whether the agent is new
     * @throws Problem where the name is a Java agent's, or the current version is another
     */
    boolean declare(Declaration wanted, @Nullable Integer expected) {
        Declared declared = declareAgent.declare(wanted, expected);
        switch (declared.outcome()) {
            case CREATED, CHANGED, SAME -> events.publishEvent(new AgentsChanged());
            case OTHER_VERSION -> throw otherVersion(declared.version());
            case JAVA ->
                throw Problem.of(
                        ProblemType.JAVA_AGENT,
                        "Workers bring an agent of this name, written in Java. Give the declared one another name.");
        }
        return declared.outcome() == Outcome.CREATED;
    }

    /** @param current 0 where there is no such agent */
    static Problem otherVersion(int current) {
        return Problem.of(
                ProblemType.OTHER_VERSION,
                current == 0
                        ? "There is no such agent. Declare it without If-Match."
                        : "Its ETag is \"" + current + "\". Read it, and declare it anew on top of what it says now.");
    }
}

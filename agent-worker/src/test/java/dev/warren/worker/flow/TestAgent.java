package dev.warren.worker.flow;

import dev.warren.worker.agent.Agent;
import dev.warren.worker.agent.AgentContext;
import dev.warren.worker.agent.AgentDescription;
import dev.warren.worker.agent.Outcome;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** An agent whose behaviour a test gives, and which remembers what it ran. */
final class TestAgent implements Agent {

    interface Behaviour {
        Outcome run(AgentContext context) throws Exception;
    }

    private final AgentDescription description;
    private final Behaviour behaviour;
    final List<UUID> started = new CopyOnWriteArrayList<>();
    final List<UUID> ended = new CopyOnWriteArrayList<>();
    final List<UUID> interrupted = new CopyOnWriteArrayList<>();

    private TestAgent(AgentDescription description, Behaviour behaviour) {
        this.description = description;
        this.behaviour = behaviour;
    }

    static TestAgent that(AgentDescription description, Behaviour behaviour) {
        return new TestAgent(description, behaviour);
    }

    static TestAgent called(String name, Behaviour behaviour) {
        return new TestAgent(AgentDescription.named(name), behaviour);
    }

    /** Waits until {@code gate} opens or it is interrupted. */
    static TestAgent waiting(String name, CountDownLatch gate) {
        return called(name, context -> {
            gate.await();
            return Outcome.completed(null);
        });
    }

    @Override
    public AgentDescription description() {
        return description;
    }

    @Override
    public Outcome run(AgentContext context) throws Exception {
        started.add(context.taskId());
        try {
            return behaviour.run(context);
        } catch (InterruptedException e) {
            interrupted.add(context.taskId());
            throw e;
        } finally {
            ended.add(context.taskId());
        }
    }
}

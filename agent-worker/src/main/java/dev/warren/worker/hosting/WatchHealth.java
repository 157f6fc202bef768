package dev.warren.worker.hosting;

import dev.warren.worker.agent.Agent;
import dev.warren.worker.agent.AgentHealth;
import dev.warren.worker.hosting.AgentsHere.Watched;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the agents, asks them every few seconds how they are, and stops them at the end. Each question has a thread and a
 * time limit of its own, so that an agent that hangs is down and holds nobody else up.
 */
public final class WatchHealth implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(WatchHealth.class);
    private static final Duration EVERY = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final AgentsHere agents;
    private final Runnable onChange;
    private final Map<String, Question> asked = new HashMap<>();
    private final Set<String> started = ConcurrentHashMap.newKeySet();
    private final Thread thread =
            Thread.ofPlatform().name("warren-health").daemon().unstarted(this::watchUntilClosed);

    /** What is asked of an agent, and not answered yet. */
    private record Question(Agent agent, FutureTask<AgentHealth> answer) {}

    /** @param onChange called when an agent goes down or comes back; must be quick */
    public WatchHealth(AgentsHere agents, Runnable onChange) {
        this.agents = agents;
        this.onChange = onChange;
    }

    /** Starts the agents and returns when they are up, or have had their time; then goes on watching them. */
    public void start() throws InterruptedException {
        look();
        thread.start();
    }

    private void watchUntilClosed() {
        try {
            while (true) {
                Thread.sleep(EVERY);
                try {
                    look();
                } catch (RuntimeException e) {
                    log.error("Looking after the agents' health failed, goes on", e);
                }
            }
        } catch (InterruptedException e) {
            log.trace("Closed", e);
        }
    }

    private void look() throws InterruptedException {
        Map<String, Watched> watched = agents.watched();
        asked.keySet().retainAll(watched.keySet());
        // A new version of a declared agent is not down for what the old one does not answer.
        watched.forEach((name, agent) -> asked.compute(
                name, (key, open) -> open != null && open.agent() == agent.agent() ? open : ask(name, agent)));
        boolean news = false;
        long end = System.nanoTime() + PATIENCE.toNanos();
        for (Map.Entry<String, Question> question : List.copyOf(asked.entrySet())) {
            news |= show(question.getKey(), await(question.getValue().answer(), end));
        }
        asked.values().removeIf(question -> question.answer().isDone());
        forgetOthers(watched.keySet());
        if (news) {
            onChange.run();
        }
    }

    private Question ask(String name, Watched watched) {
        var question = new FutureTask<AgentHealth>(() -> {
            if (watched.startsHere() && !started.contains(name)) {
                watched.agent().start();
                started.add(name);
            }
            AgentHealth health = watched.agent().health();
            return health == null ? AgentHealth.down("it does not say how it is") : health;
        });
        Thread.ofVirtual().name("health-" + name).start(question);
        return new Question(watched.agent(), question);
    }

    private static AgentHealth await(FutureTask<AgentHealth> answer, long end) throws InterruptedException {
        try {
            return answer.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return AgentHealth.down("it does not answer within " + PATIENCE);
        } catch (ExecutionException e) {
            log.debug("An agent cannot say how it is", e);
            return AgentHealth.down(String.valueOf(e.getCause()));
        }
    }

    private boolean show(String name, AgentHealth health) {
        return switch (health) {
            case AgentHealth.Up up -> agents.health().isUpAgain(name);
            case AgentHealth.Down(String reason) -> agents.health().isDown(name, reason);
        };
    }

    /** A declared agent that is gone, or whose new version has not run yet, is not down for what an old one said. */
    private void forgetOthers(Set<String> watched) {
        Set<String> others = new HashSet<>(agents.names());
        others.removeAll(watched);
        others.forEach(agents.health()::isUpAgain);
    }

    /** Stops watching, and the agents that have started. */
    @Override
    public void close() {
        thread.interrupt();
        agents.watched().forEach((name, watched) -> {
            if (started.remove(name)) {
                stop(name, watched.agent());
            }
        });
    }

    private static void stop(String name, Agent agent) {
        try {
            agent.stop();
        } catch (RuntimeException e) {
            log.warn("Agent {} does not stop in order", name, e);
        }
    }
}

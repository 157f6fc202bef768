package dev.warren.gateway.sweep;

import dev.warren.gateway.agents.AgentsChanged;
import dev.warren.gateway.broker.BrokerReady;
import dev.warren.model.message.TasksDue;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Sweeps for as long as the gateway runs. Every gateway does: the statements skip what another one has at hand. What
 * asks the broker has a thread of its own, so that a broker that hangs does not keep dead workers' tasks waiting. So has
 * what is published on somebody's word, which does not wait for the rest of a sweep, and what is measured, which only reads.
 */
@Component
@EnableConfigurationProperties(SweepProperties.class)
class Sweeper implements SmartLifecycle {

    /** Stops before the publisher it hands tasks to. */
    private static final int PHASE = 2_000;

    private static final Duration TICK = Duration.ofMillis(500);

    /** Only news begin a round of it; without any, one in a while costs nothing and is none too many. */
    private static final Duration BETWEEN_NEWS = Duration.ofMinutes(1);

    private final Loop ledger;
    private final Loop due;
    private final Loop queues;
    private final Loop confirms;
    private final Loop measures;
    private volatile boolean running;

    Sweeper(LedgerSteps ledger, QueueSteps queues, SweepProperties properties, MeterRegistry meters) {
        this.ledger = new Loop("warren-sweep", properties.every(), ledger.steps(), meters);
        this.due = new Loop("warren-sweep-due", BETWEEN_NEWS, ledger.dueSteps(), meters);
        this.queues = new Loop("warren-sweep-queues", TICK, queues.steps(), meters);
        this.confirms = new Loop("warren-sweep-confirms", TICK, queues.noteSteps(), meters);
        this.measures = new Loop("warren-sweep-measures", TICK, queues.measureSteps(), meters);
    }

    /** What could not be published while the broker was away is due now. */
    @EventListener
    void sweepAtOnce(BrokerReady ready) {
        ledger.wake();
        queues.wake();
    }

    /** A declared agent may be new, and its workers wait for its queue. */
    @EventListener
    void declareAtOnce(AgentsChanged changed) {
        queues.wake();
    }

    /** A handoff, a child's end, an answer: somebody waits for the message. */
    @EventListener
    void publishAtOnce(TasksDue news) {
        due.wake();
    }

    @Override
    public void start() {
        running = true;
        ledger.start();
        due.start();
        queues.start();
        confirms.start();
        measures.start();
    }

    @Override
    public void stop() {
        running = false;
        ledger.stop();
        due.stop();
        queues.stop();
        confirms.stop();
        measures.stop();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}

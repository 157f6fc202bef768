package dev.warren.gateway.publish;

import dev.warren.gateway.broker.BrokerReady;
import dev.warren.gateway.broker.BrokerState;
import dev.warren.gateway.submit.Publications;
import dev.warren.model.task.RetryPolicy;
import dev.warren.store.publish.PublishableTask;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.AmqpException;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Publishes tasks that are committed. One thread owns the connection and its channel, and opens them anew when they are
 * lost. Nothing here is needed for a task not to be lost: whatever does not arrive, the sweeper publishes.
 */
@Component
public final class TaskPublisher implements Publications, SmartLifecycle {

    /** After the web server has answered its last request, and before the ledger is closed. */
    static final int PHASE = 1_000;

    /** After 5 s the ledger lets others publish a task that was submitted or that a sweeper took. */
    static final Duration OURS = Duration.ofMillis(3_500);

    /** The sweeper fills up only so far, and leaves the rest of the memory to new submissions. */
    private static final int MOST_DUE_WAITING = 4_000;

    private static final RetryPolicy RECONNECT = new RetryPolicy(Duration.ofSeconds(1), 2, Duration.ofSeconds(15), 0.2);
    private static final Duration LEDGER_AWAY = Duration.ofSeconds(1);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(3);
    private static final int NO_GENERATION = -1;
    private static final Logger log = LoggerFactory.getLogger(TaskPublisher.class);

    private final OpenSession sessions;
    private final BrokerState state;
    private final ConfirmLog confirms;
    private final PublishProperties properties;
    private final ApplicationEventPublisher events;
    private final Waiting waiting;
    private volatile int outdated = NO_GENERATION;
    private int disagreements;
    private volatile long stopBy;
    private volatile boolean stopping;
    private @Nullable Thread thread;

    TaskPublisher(
            OpenSession sessions,
            BrokerState state,
            ConfirmLog confirms,
            PublishProperties properties,
            PublishMeters meters,
            ApplicationEventPublisher events) {
        this.sessions = sessions;
        this.state = state;
        this.confirms = confirms;
        this.properties = properties;
        this.events = events;
        this.waiting = new Waiting(properties.mostWaiting());
        meters.shows(waiting);
    }

    @Override
    public void publish(List<PublishableTask> tasks) {
        if (state.isConnected()) {
            waiting.add(tasks, OURS);
        }
    }

    /** Publishes tasks that the sweeper took from the ledger, behind all that wait already. */
    public void publishDue(List<PublishableTask> tasks) {
        waiting.add(tasks, OURS);
    }

    /** How many due tasks the sweeper may bring now; 0 while the broker takes no messages. */
    public int roomForDue() {
        return state.takesMessages() ? Math.max(0, MOST_DUE_WAITING - waiting.size()) : 0;
    }

    @Override
    public int generation() {
        return state.generation();
    }

    /**
     * Compares the ledger's generation of brokers with that of this connection. Where another gateway has raised it, the
     * connection is opened anew, which looks at the broker's mark again. One difference may be a raise that was this
     * gateway's own, on its way. Called by one thread.
     */
    public void compareGeneration(int present) {
        int ours = state.generation();
        if (!state.isConnected() || present == ours) {
            disagreements = 0;
        } else if (++disagreements >= 2) {
            disagreements = 0;
            outdated = ours;
        }
    }

    @Override
    public void start() {
        stopping = false;
        thread = Thread.ofPlatform().name("warren-publish").daemon().start(this::run);
    }

    @Override
    public void stop() {
        Thread running = thread;
        if (running == null) {
            return;
        }
        stopBy = System.nanoTime() + STOP_WITHIN.toNanos();
        stopping = true;
        try {
            if (!state.isConnected()) {
                running.interrupt();
            }
            if (!running.join(STOP_WITHIN.multipliedBy(3))) {
                running.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        thread = null;
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    private void run() {
        int failures = 0;
        while (!stopping) {
            try {
                PublishSession session = sessions.open(properties);
                failures = 0;
                publishOn(session);
            } catch (IOException | TimeoutException | RuntimeException e) {
                complain(e, failures);
                failures++;
                pause(
                        e instanceof DataAccessException
                                ? LEDGER_AWAY
                                : RECONNECT.delayAfter(failures, ThreadLocalRandom.current()));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
        recordConfirms();
    }

    private void publishOn(PublishSession session) throws IOException, TimeoutException, InterruptedException {
        boolean lost = true;
        try {
            events.publishEvent(new BrokerReady()); // whoever hears it may find that the broker is gone again
            session.publish(waiting, () -> !isOutdated() && (!stopping || isWorthWaiting(session)));
            lost = isOutdated();
            if (lost) {
                log.warn("The ledger knows of another broker than generation {}; connecting anew", outdated);
            }
        } finally {
            state.disconnected();
            outdated = NO_GENERATION;
            session.close();
            waiting.putBack(session.abandon());
            if (lost) {
                confirms.forget();
            }
        }
    }

    private boolean isOutdated() {
        return outdated == state.generation();
    }

    /** A gateway that stops sends what it has, if the broker takes it quickly. */
    private boolean isWorthWaiting(PublishSession session) {
        return System.nanoTime() - stopBy < 0 && !(waiting.isEmpty() && session.isSettled());
    }

    private void recordConfirms() {
        Thread.interrupted(); // stop() may have cut a wait short; the ledger's pool would refuse an interrupted thread
        try {
            confirms.recordAll();
        } catch (DataAccessException e) {
            log.warn("Stopping while the ledger is away; some tasks will be published twice");
        }
    }

    /** The first failure of an outage is worth a line; so is one that waiting cannot end. */
    private void complain(Exception failure, int before) {
        if (before == 0 && failure instanceof DataAccessException) {
            log.warn(
                    "The ledger is away: whether the broker is the one it knows cannot be asked, and nothing is"
                            + " published before that; trying again: {}",
                    describe(failure));
        } else if (before == 0) {
            log.warn(
                    "No broker: {}. Tasks are accepted and published as soon as it is there; trying again",
                    describe(failure),
                    failure instanceof AmqpException || failure instanceof IOException ? null : failure);
        } else {
            log.debug("Still no broker", failure);
        }
    }

    private static String describe(Exception failure) {
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

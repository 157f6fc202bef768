package dev.warren.gateway.wait;

import dev.warren.store.task.FindEnded;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** Asks the ledger now and then about all tasks that callers wait for: events are fast, but may be lost. */
@Component
class LookForEnded implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(LookForEnded.class);

    private final WaitingCallers callers;
    private final FindEnded findEnded;
    private final Duration lookEvery;
    private volatile @Nullable Thread looking;

    LookForEnded(WaitingCallers callers, FindEnded findEnded, WaitProperties properties) {
        this.callers = callers;
        this.findEnded = findEnded;
        this.lookEvery = properties.lookEvery();
    }

    @Override
    public void start() {
        looking = Thread.ofVirtual().name("look-for-ended").start(this::lookUntilStopped);
    }

    private void lookUntilStopped() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                Thread.sleep(lookEvery);
                look();
            } catch (InterruptedException e) {
                return;
            } catch (DataAccessException e) {
                log.debug("Could not look for ended tasks; the next look will", e);
            }
        }
    }

    private void look() {
        List<UUID> awaited = callers.awaited();
        if (!awaited.isEmpty()) {
            findEnded.among(awaited).forEach(callers::wake);
        }
    }

    @Override
    public void stop() {
        Thread thread = looking;
        if (thread != null) {
            thread.interrupt();
            looking = null;
        }
    }

    @Override
    public boolean isRunning() {
        return looking != null;
    }
}

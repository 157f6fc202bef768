package dev.warren.gateway.sweep;

import dev.warren.model.metric.WarrenMetric;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.AmqpException;
import org.springframework.dao.DataAccessResourceFailureException;

/** Runs a step when it is due. Its failure is counted, and logged once until it succeeds again. */
final class RunAndLogErrors {

    private static final Logger log = LoggerFactory.getLogger(RunAndLogErrors.class);

    private final Step step;
    private final Counter failures;
    private final Timer time;
    private boolean failing;
    private long nextAt = System.nanoTime();

    RunAndLogErrors(Step step, MeterRegistry meters) {
        this.step = step;
        this.failures = Counter.builder(WarrenMetric.SWEEPER_FAILURES.id())
                .description(WarrenMetric.SWEEPER_FAILURES.description())
                .tag("step", step.name())
                .register(meters);
        this.time = Timer.builder(WarrenMetric.SWEEPER_TIME.id())
                .description(WarrenMetric.SWEEPER_TIME.description())
                .tag("step", step.name())
                .register(meters);
    }

    /**
     * @param hurry runs it before its time
     * @return whether the round goes on
     */
    boolean runIfDue(boolean hurry) throws InterruptedException {
        if (!hurry && System.nanoTime() - nextAt < 0) {
            return true;
        }
        long began = System.nanoTime();
        try {
            step.work().run();
            if (failing) {
                failing = false;
                log.info("Step {} works again", step.name());
            }
            return true;
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedException(); // the failure is that of a gateway that stops
            }
            failures.increment();
            complain(e);
            return !step.leads();
        } finally {
            long now = System.nanoTime();
            time.record(now - began, TimeUnit.NANOSECONDS);
            nextAt = now + step.every().toNanos();
        }
    }

    /** An absent server needs no stack trace. */
    private void complain(Exception e) {
        if (failing) {
            log.debug("Step {} still fails", step.name(), e);
            return;
        }
        failing = true;
        if (e instanceof DataAccessResourceFailureException || e instanceof AmqpException) {
            log.warn("Step {} failed and is tried again: {}", step.name(), e.getMessage());
        } else {
            log.warn("Step {} failed and is tried again", step.name(), e);
        }
    }
}

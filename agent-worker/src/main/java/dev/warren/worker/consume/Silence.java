package dev.warren.worker.consume;

import java.time.Duration;

/**
 * Tells a consumer whose queue is empty from one that the broker has forgotten: both receive nothing. Asked again and
 * again by one thread, it says when to look into the queue; messages that wait there at two looks, while nothing arrives,
 * mean that this consumer is silent.
 */
final class Silence {

    /** How long nothing may arrive before the first look, and between looks that found an empty queue. */
    static final Duration QUIET = Duration.ofSeconds(30);

    /** From a look that found messages to the one that decides; a delivery under way arrives in between. */
    static final Duration SECOND_LOOK = Duration.ofSeconds(2);

    private long quietSince;
    private long lookAt;
    private boolean suspected;

    Silence(long now) {
        quietSince = now;
        lookAt = now + QUIET.toNanos();
    }

    /** Something arrived at {@code time}, or nothing could arrive until then. */
    void heard(long time) {
        if (time - quietSince > 0) {
            quietSince = time;
            lookAt = time + QUIET.toNanos();
            suspected = false;
        }
    }

    /** Whether the queue should be looked into now. */
    boolean wantsLook(long now) {
        return now - lookAt >= 0;
    }

    /** A look at {@code now} found {@code waiting} messages; whether the consumer must be taken for silent. */
    boolean isSilent(long waiting, long now) {
        boolean silent = suspected && waiting > 0;
        suspected = waiting > 0;
        lookAt = now + (suspected ? SECOND_LOOK : QUIET).toNanos();
        return silent;
    }
}

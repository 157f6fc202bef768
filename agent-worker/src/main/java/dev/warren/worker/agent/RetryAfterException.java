package dev.warren.worker.agent;

import java.time.Duration;

/**
 * The attempt failed, and whoever throws this knows when the next one makes sense. Thrown from {@link Agent#run} it is
 * {@link Outcome#retryAfter}: charged like any failure, with this delay in place of the back-off.
 */
public class RetryAfterException extends RuntimeException {

    private final Duration delay;
    private final String code;
    private final String message;

    /**
     * @param delay until the next attempt may start, 0 or more
     * @param code stable, for programs; not blank
     * @param message for people; reaches the task's owner, so it must hold no secret
     */
    public RetryAfterException(Duration delay, String code, String message) {
        super(message);
        if (delay.isNegative()) {
            throw new IllegalArgumentException("The delay must be 0 or more, got " + delay);
        }
        if (code.isBlank()) {
            throw new IllegalArgumentException("The code must not be blank");
        }
        this.delay = delay;
        this.code = code;
        this.message = message;
    }

    public Duration delay() {
        return delay;
    }

    public String code() {
        return code;
    }

    @Override
    public String getMessage() {
        return message;
    }
}

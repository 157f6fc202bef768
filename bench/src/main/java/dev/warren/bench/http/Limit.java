package dev.warren.bench.http;

import java.time.Duration;

/**
 * When a load sends no further request: after a time, or after a number of requests, whichever comes first.
 *
 * @param time counted from the first request
 */
public record Limit(Duration time, long requests) {

    public static Limit after(Duration time) {
        return new Limit(time, Long.MAX_VALUE);
    }

    public static Limit of(long requests) {
        return new Limit(Duration.ofDays(1), requests);
    }
}

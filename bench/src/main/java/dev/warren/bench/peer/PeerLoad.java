package dev.warren.bench.peer;

import dev.warren.bench.http.LoadResult;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What was submitted to a peer.
 *
 * @param accepted tasks
 * @param began when the first one was submitted
 * @param span from then until the last one was accepted
 * @param answers null where it was not submitted over HTTP
 */
public record PeerLoad(
        long accepted,
        Instant began,
        Duration span,
        @Nullable LoadResult answers) {}

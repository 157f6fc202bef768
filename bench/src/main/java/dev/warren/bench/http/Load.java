package dev.warren.bench.http;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;

/** A way to send requests. */
public sealed interface Load permits ClosedLoop, OpenLoop {

    /**
     * Sends requests up to the limit and returns when all of them are answered.
     *
     * @param acceptedSoFar is told how many tasks have been accepted
     * @throws IOException a connection broke, or the gateway answers no HTTP
     */
    LoadResult run(AtomicLong acceptedSoFar) throws IOException, InterruptedException;
}

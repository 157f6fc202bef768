package dev.warren.gateway.broker;

import java.io.IOException;

/**
 * Lets many messages leave in few writes: the client flushes after each of them, and a write to the network costs more
 * than all else of a small message, here and at the broker that reads it.
 */
public interface GatherWrites {

    /** Where writes cannot be gathered; each goes out by itself. */
    GatherWrites NONE = new GatherWrites() {
        @Override
        public void begin() {}

        @Override
        public void end() {}
    };

    /** From here on what the connection writes is kept, until {@link #end}. Nobody may wait for an answer in between. */
    void begin();

    /**
     * Sends what was kept. Does nothing where nothing was begun.
     *
     * @throws IOException the connection is lost, and with it what was kept
     */
    void end() throws IOException;
}

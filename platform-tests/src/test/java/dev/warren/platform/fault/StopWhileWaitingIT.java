package dev.warren.platform.fault;

import dev.warren.platform.process.Platform;
import dev.warren.platform.process.PlatformProcess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Processes that were started before their ledger, and are told to end before it is there. */
class StopWhileWaitingIT {

    /** Nobody listens at port 1. */
    private static final String NO_LEDGER = "WARREN_LEDGER_URL=jdbc:postgresql://127.0.0.1:1/warren";

    private final Platform platform = new Platform();

    @AfterEach
    void close() {
        platform.close();
    }

    @Test
    void aGatewayEnds() {
        PlatformProcess gateway = platform.launchGateway(NO_LEDGER);
        gateway.awaitLogged("cannot be reached yet");

        gateway.stop();
    }

    @Test
    void aWorkerEnds() {
        PlatformProcess worker = platform.launchWorker("worker", 1, NO_LEDGER);
        worker.awaitLogged("Waits for the ledger");

        worker.stop();
    }
}

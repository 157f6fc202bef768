package dev.warren.bench.scenario;

/** What the ledger says of the tasks is not what the load generator was told: no figure of that round counts. */
public final class TasksLostException extends RuntimeException {

    TasksLostException(String message) {
        super(message);
    }
}

package dev.warren.chaos.fault;

/** A fault could not be undone, so nothing that follows would prove anything. */
public final class FaultNotHealedException extends RuntimeException {

    FaultNotHealedException(Throwable cause) {
        super("a fault could not be undone: " + cause, cause);
    }
}

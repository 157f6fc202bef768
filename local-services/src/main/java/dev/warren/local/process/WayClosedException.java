package dev.warren.local.process;

/** One way to a server does not exist on this machine; the message says what is missing. */
public final class WayClosedException extends Exception {

    public WayClosedException(String missing) {
        super(missing);
    }
}

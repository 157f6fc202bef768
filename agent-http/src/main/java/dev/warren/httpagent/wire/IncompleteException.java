package dev.warren.httpagent.wire;

/** An agent's answer ended too early: half a document, or a stream without its last line. */
public final class IncompleteException extends Exception {

    IncompleteException(String message) {
        super(message);
    }
}

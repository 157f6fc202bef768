package dev.warren.httpagent.wire;

/** An agent's answer is complete, and is not what the contract says. */
public final class ProtocolException extends Exception {

    private final String message;

    /** @param message for the agent's author: the field and what is wrong with it; reaches the task's owner */
    public ProtocolException(String message) {
        super(message);
        this.message = message;
    }

    ProtocolException(String message, Throwable cause) {
        super(message, cause);
        this.message = message;
    }

    @Override
    public String getMessage() {
        return message;
    }
}

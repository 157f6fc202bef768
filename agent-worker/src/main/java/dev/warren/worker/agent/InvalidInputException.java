package dev.warren.worker.agent;

/** The task's input is not what the agent takes. Thrown from {@link Agent#run}, it ends the task without a retry. */
public class InvalidInputException extends RuntimeException {

    /** The code of the failure it becomes. */
    public static final String CODE = "INVALID_INPUT";

    private final String message;

    /** @param message for people, naming the field and what is wrong with it */
    public InvalidInputException(String message) {
        super(message);
        this.message = message;
    }

    InvalidInputException(String message, Throwable cause) {
        super(message, cause);
        this.message = message;
    }

    @Override
    public String getMessage() {
        return message;
    }
}

package dev.warren.worker.agent;

/** A child task cannot be submitted, and never will. Thrown from {@link Agent#run}, it ends the task without a retry. */
public class ChildRefusedException extends RuntimeException {

    private final String code;
    private final String message;

    /**
     * @param code of the failure it becomes: {@code UNKNOWN_AGENT}, {@code TOO_DEEP} where too many parents are above it,
     *     {@code TOO_MANY} where the run has submitted too many
     */
    public ChildRefusedException(String code, String message) {
        super(message);
        this.code = code;
        this.message = message;
    }

    public String code() {
        return code;
    }

    @Override
    public String getMessage() {
        return message;
    }
}

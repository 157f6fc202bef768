package dev.warren.llm.agent;

/** A tool failed in a way that the model cannot help: another attempt may. */
final class ToolFailedException extends RuntimeException {

    static final String CODE = "TOOL_FAILED";

    private final String message;

    /** The cause's own words stay in the worker's log: they may hold what is not for the task's owner. */
    ToolFailedException(String tool, Throwable cause) {
        super(cause);
        this.message = "Tool '" + tool + "' failed with " + cause.getClass().getSimpleName();
    }

    @Override
    public String getMessage() {
        return message;
    }
}

package dev.warren.worker.agent;

/**
 * A child task ended without an output. Thrown from {@link Agent#run}, it ends the task without a retry: the child has had
 * its own, and another attempt would find the same child.
 */
public class ChildFailedException extends RuntimeException {

    /** The code of the failure it becomes. */
    public static final String CODE = "CHILD_FAILED";

    private final transient ChildResult.Failed child;
    private final String message;

    public ChildFailedException(ChildResult.Failed child) {
        super();
        this.child = child;
        this.message =
                "Child task %s is %s: %s, %s".formatted(child.task(), child.status(), child.code(), child.message());
    }

    public ChildResult.Failed child() {
        return child;
    }

    @Override
    public String getMessage() {
        return message;
    }
}

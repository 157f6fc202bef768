package dev.warren.worker.agent;

/** Leaves {@link Agent#run} of an attempt that must stop; see {@link AgentContext#canceled()}. */
public class CanceledException extends RuntimeException {

    public CanceledException() {
        super("The attempt was canceled");
    }
}

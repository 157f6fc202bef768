package dev.warren.httpagent.call;

import dev.warren.worker.agent.Outcome;

/** A call that has no result to remember: thrown, so that a later attempt calls again. */
final class CallFailedException extends Exception {

    private final transient Outcome outcome;

    CallFailedException(Outcome outcome) {
        super(outcome.toString());
        this.outcome = outcome;
    }

    Outcome outcome() {
        return outcome;
    }

    /** Of the outcome. */
    String code() {
        return switch (outcome) {
            case Outcome.Failed failed -> failed.code();
            case Outcome.RetryAfter later -> later.code();
            default -> "failed";
        };
    }
}

package dev.warren.worker.run;

import dev.warren.worker.agent.CanceledException;
import dev.warren.worker.agent.InvalidInputException;
import dev.warren.worker.agent.Outcome;
import dev.warren.worker.hosting.FindAgent;
import dev.warren.worker.hosting.FindAgent.Found;
import dev.warren.worker.hosting.Hosted;
import dev.warren.worker.trace.AttemptTrace;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the agent of an attempt and lets it run; whatever the agent throws becomes an answer. */
public final class CallAgent {

    private static final Logger log = LoggerFactory.getLogger(CallAgent.class);
    private static final int OUT_OF_RESOURCES = 3;

    private final FindAgent agents;
    private final Reach reach;
    private final Runnable onNotHere;

    /** @param onNotHere called where a task came that this worker cannot run any more; must be quick */
    public CallAgent(FindAgent agents, Reach reach, Runnable onNotHere) {
        this.agents = agents;
        this.reach = reach;
        this.onNotHere = onNotHere;
    }

    /** Runs on the attempt's thread, for as long as the agent wants. */
    Answer call(Attempt attempt) {
        Found found;
        try {
            found = agents.find(attempt.task().agent(), attempt.task().agentVersion(), attempt.ownership());
        } catch (CanceledException e) {
            return new Answer.NotHere();
        }
        return switch (found) {
            case Found.Here(Hosted hosted) -> {
                attempt.runs(hosted);
                yield run(attempt, hosted);
            }
            case Found.Unreadable(String why) ->
                new Answer.Said(Outcome.failed(
                        "DEFINITION_INVALID",
                        "version " + attempt.task().agentVersion() + " of the agent cannot be run: " + why));
            case Found.NotHere notHere -> {
                log.info("Gives the task back: its agent has moved on to what this worker does not reach");
                onNotHere.run();
                yield new Answer.NotHere();
            }
        };
    }

    private Answer run(Attempt attempt, Hosted hosted) {
        var context = new TaskContext(attempt, reach);
        AttemptTrace trace = attempt.trace();
        AttemptTrace.Invocation invocation =
                trace == null ? null : trace.invoke(attempt.task().agentVersion());
        Outcome outcome;
        try {
            outcome = hosted.agent().run(context);
        } catch (StackOverflowError e) {
            log.warn("The agent ran out of stack", e);
            outcome = Outcome.ofException(e);
        } catch (VirtualMachineError e) {
            // Out of memory: nothing here can be relied on any more. Dead, its tasks are taken over within seconds.
            Runtime.getRuntime().halt(OUT_OF_RESOURCES);
            throw e;
        } catch (InvalidInputException e) {
            // Its text quotes the input, which is no matter of the log.
            log.debug("The agent refuses its input");
            outcome = Outcome.ofException(e);
        } catch (Throwable e) {
            if (!attempt.mustStop() && context.awaited().isEmpty()) {
                log.warn("The agent failed", e);
                if (invocation != null) {
                    invocation.failed(e);
                }
            }
            outcome = Outcome.ofException(e);
        } finally {
            context.over();
            if (invocation != null) {
                invocation.close();
            }
        }
        return answer(context, outcome);
    }

    /** A call that found no result decides, even where the agent swallowed what should have ended it. */
    private static Answer answer(TaskContext context, @Nullable Outcome outcome) {
        List<UUID> awaited = context.awaited();
        if (!awaited.isEmpty()) {
            return new Answer.Calls(awaited);
        }
        return new Answer.Said(outcome == null ? Outcome.failed("NO_OUTCOME", "the agent answered null") : outcome);
    }
}

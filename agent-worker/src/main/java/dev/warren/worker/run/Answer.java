package dev.warren.worker.run;

import dev.warren.worker.agent.Outcome;
import java.util.List;
import java.util.UUID;

/** What came of calling an agent. */
sealed interface Answer {

    /** It answered, or failed. */
    record Said(Outcome outcome) implements Answer {}

    /** It needs the ends of these children first. */
    record Calls(List<UUID> children) implements Answer {}

    /** It cannot be run here, maybe elsewhere. */
    record NotHere() implements Answer {}
}

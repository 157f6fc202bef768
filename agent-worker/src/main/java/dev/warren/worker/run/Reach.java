package dev.warren.worker.run;

import dev.warren.worker.child.SendChildren;
import dev.warren.worker.journal.JournalSteps;
import dev.warren.worker.metric.WorkerMetrics;
import dev.warren.worker.progress.TellProgress;
import dev.warren.worker.progress.TellTokens;

/** What attempts reach beyond themselves. */
public record Reach(
        JournalSteps steps, SendChildren children, TellProgress progress, TellTokens tokens, WorkerMetrics metrics) {}

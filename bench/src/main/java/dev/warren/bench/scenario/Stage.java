package dev.warren.bench.scenario;

import dev.warren.bench.platform.Platform;
import dev.warren.local.cluster.Progress;

/** What a scenario plays on. */
public record Stage(Platform platform, Effort effort, Progress progress) {}

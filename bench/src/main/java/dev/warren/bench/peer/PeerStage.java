package dev.warren.bench.peer;

import dev.warren.bench.platform.Layout;
import dev.warren.bench.platform.Platform;
import dev.warren.bench.scenario.Effort;
import dev.warren.local.cluster.Progress;

/** What a peer plays on: the servers of a platform that rests. */
public record PeerStage(Layout layout, Platform platform, Effort effort, Progress progress) {}

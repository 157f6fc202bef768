package dev.warren.bench.report;

import java.util.ArrayList;
import java.util.List;

/** What a run has given so far. */
public final class Results {

    private final List<ScenarioResult> scenarios = new ArrayList<>();
    private final List<PeerResult> peers = new ArrayList<>();

    public void add(ScenarioResult result) {
        scenarios.add(result);
    }

    public void add(PeerResult result) {
        peers.add(result);
    }

    /** Whether nothing was broken off. */
    public boolean areComplete() {
        return scenarios.stream().allMatch(result -> result.error() == null)
                && peers.stream().allMatch(result -> result.error() == null);
    }

    List<ScenarioResult> scenarios() {
        return scenarios;
    }

    List<PeerResult> peers() {
        return peers;
    }

    /** Figures of the peer, with the ratio to what Warren did in this run. */
    List<Summary> summariesOf(PeerResult peer) {
        return peer.summaries(scenarios);
    }
}

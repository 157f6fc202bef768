package dev.warren.bench.report;

import dev.warren.bench.peer.Peer;
import dev.warren.bench.scenario.Round;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a peer has given.
 *
 * @param version of it and of what it runs on; empty where it did not run
 * @param rounds none where there is an error: figures of a peer that loses tasks mean nothing
 * @param error what broke it off, null where nothing did
 */
public record PeerResult(
        Peer peer,
        String version,
        List<Round> rounds,
        @Nullable String error) {

    private static final String COMPLETED = "completed";

    public static PeerResult of(Peer peer, String version, List<Round> rounds) {
        return new PeerResult(peer, version, List.copyOf(rounds), null);
    }

    public static PeerResult failed(Peer peer, String error) {
        return new PeerResult(peer, "", List.of(), error);
    }

    /**
     * Its figures, and how many times as many tasks Warren has completed, where that was measured.
     *
     * @param scenarios of the same run
     */
    List<Summary> summaries(List<ScenarioResult> scenarios) {
        if (rounds.isEmpty()) {
            return List.of();
        }
        List<Summary> own = peer.figures().stream()
                .map(figure -> Summary.of(figure, rounds))
                .toList();
        Stream<Summary> ratio = completed(own.stream())
                .flatMap(theirs -> completed(scenarios.stream()
                                .filter(result -> result.scenario().name().equals("posts") && result.error() == null)
                                .flatMap(result -> result.summaries().stream()))
                        .map(ours -> ours.timesAsMuchAs(theirs, "posts ratio", peer.target())));
        return Stream.concat(own.stream(), ratio).toList();
    }

    private static Stream<Summary> completed(Stream<Summary> summaries) {
        return summaries.filter(summary -> summary.figure().name().equals(COMPLETED));
    }
}

package dev.warren.bench.run;

import dev.warren.bench.peer.MeasurePeer;
import dev.warren.bench.peer.Peer;
import dev.warren.bench.peer.PeerFailedException;
import dev.warren.bench.peer.PeerStage;
import dev.warren.bench.peer.RunningPeer;
import dev.warren.bench.report.PeerResult;
import dev.warren.bench.report.WriteTable;
import dev.warren.bench.scenario.Round;
import dev.warren.local.cluster.ClusterFailure;
import dev.warren.local.process.ServerFailedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Starts a peer, plays its rounds and ends it. Whatever a peer does, the run goes on. */
final class PlayPeer {

    private final PeerStage stage;
    private final int rounds;

    PlayPeer(PeerStage stage, int rounds) {
        this.stage = stage;
        this.rounds = rounds;
    }

    PeerResult play(Peer peer) throws InterruptedException {
        try (RunningPeer running = peer.start(stage)) {
            stage.progress().saying("     %s", running.version());
            return PeerResult.of(peer, running.version(), rounds(peer, new MeasurePeer(peer, running, stage)));
        } catch (PeerFailedException
                | ClusterFailure
                | ServerFailedException
                | IllegalStateException
                | UncheckedIOException
                | IOException
                | SQLException e) {
            String error = explained(e);
            stage.progress().saying("%s FAILED: %s", peer.name(), error);
            return PeerResult.failed(peer, error);
        }
    }

    /** What these say is for people, but not always all of it. */
    private static String explained(Exception e) {
        String said = e.getMessage() == null ? e.toString() : e.getMessage();
        return e.getCause() == null ? said : said + " (" + e.getCause() + ")";
    }

    private List<Round> rounds(Peer peer, MeasurePeer measure) throws IOException, InterruptedException, SQLException {
        // To get warm.
        measure.run();
        List<Round> played = new ArrayList<>();
        while (played.size() < rounds) {
            Round round = measure.run();
            played.add(round);
            stage.progress()
                    .saying(
                            "%s, round %d: %s tasks/s completed",
                            peer.name(), played.size(), WriteTable.number(round.figure("completed")));
        }
        return played;
    }
}

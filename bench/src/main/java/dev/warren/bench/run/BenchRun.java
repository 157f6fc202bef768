package dev.warren.bench.run;

import dev.warren.bench.peer.Peer;
import dev.warren.bench.peer.PeerStage;
import dev.warren.bench.platform.Layout;
import dev.warren.bench.platform.Platform;
import dev.warren.bench.platform.Programs;
import dev.warren.bench.report.Conditions;
import dev.warren.bench.report.PeerResult;
import dev.warren.bench.report.Results;
import dev.warren.bench.report.ScenarioResult;
import dev.warren.bench.report.WriteJson;
import dev.warren.bench.report.WriteTable;
import dev.warren.bench.scenario.Round;
import dev.warren.bench.scenario.Scenario;
import dev.warren.bench.scenario.Stage;
import dev.warren.bench.scenario.TasksLostException;
import dev.warren.local.cluster.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One run: the platform is started, each scenario and then each peer played in its rounds, and the result written. */
final class BenchRun implements AutoCloseable {

    private final Options options;
    private final Layout layout;
    private final Progress progress;
    private @Nullable Platform platform;

    BenchRun(Options options, Layout layout, Progress progress) {
        this.options = options;
        this.layout = layout;
        this.progress = progress;
    }

    /**
     * @param project holds the built jars
     * @return whether no task was lost and each peer could be measured; whether a target was met does not matter
     */
    boolean run(Path project) throws IOException, InterruptedException, SQLException {
        Instant began = Instant.now();
        Programs programs = Programs.unpacked(layout, project, progress);
        Platform started = start(programs);
        var results = new Results();
        for (Scenario scenario : options.scenarios()) {
            progress.saying("%s: %s", scenario.name(), scenario.title());
            results.add(play(scenario, new Stage(started, options.effort(), progress)));
            write(results, project, began, started);
        }
        if (!options.peers().isEmpty()) {
            started.rest();
        }
        var playPeer = new PlayPeer(new PeerStage(layout, started, options.effort(), progress), options.rounds());
        for (Peer peer : options.peers()) {
            progress.saying("%s: %s", peer.name(), peer.title());
            PeerResult result = playPeer.play(peer);
            if (isClosed()) {
                // Interrupted: what a peer says whose servers were taken away is no result.
                return false;
            }
            results.add(result);
            write(results, project, began, started);
        }
        progress.print(WriteTable.of(results));
        progress.saying("the result with every round is %s", options.output());
        return results.areComplete();
    }

    /** After each of them: a long run that is interrupted has not been for nothing. */
    private void write(Results results, Path project, Instant began, Platform started)
            throws IOException, SQLException {
        var conditions = Conditions.of(project, began, started, options.rounds(), options.effort());
        WriteJson.to(options.output(), conditions, results);
    }

    /** Ends everything that was started. */
    @Override
    public synchronized void close() {
        Platform running = platform;
        platform = null;
        if (running != null) {
            progress.say("stopping everything");
            running.close();
        }
    }

    private synchronized boolean isClosed() {
        return platform == null;
    }

    private synchronized Platform start(Programs programs) {
        Platform started = Platform.start(layout, programs, options.broker(), progress);
        platform = started;
        return started;
    }

    private ScenarioResult play(Scenario scenario, Stage stage) throws IOException, InterruptedException, SQLException {
        List<Round> rounds = new ArrayList<>();
        try {
            stage.platform().take(scenario.shape());
            scenario.prepare(stage);
            while (rounds.size() < options.rounds()) {
                Round round = scenario.round(stage);
                rounds.add(round);
                progress.saying(
                        "%s, round %d: %s", scenario.name(), rounds.size(), WriteTable.line(scenario.figures(), round));
            }
            return ScenarioResult.of(scenario, rounds);
        } catch (TasksLostException e) {
            progress.saying("%s FAILED: %s", scenario.name(), e.getMessage());
            return ScenarioResult.failed(scenario, rounds, String.valueOf(e.getMessage()));
        }
    }
}

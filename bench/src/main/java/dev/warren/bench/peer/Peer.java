package dev.warren.bench.peer;

import dev.warren.bench.platform.Platform;
import dev.warren.bench.scenario.Figure;
import dev.warren.bench.scenario.Target;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Another system that takes tasks, does them later and keeps what became of them. */
public interface Peer {

    /** The item of the account that holds its own processes. */
    String PROCESSES = "peer";

    /** As the command line calls it. */
    String name();

    /** One line for people. */
    String title();

    /** How many times as many tasks a second Warren should complete. */
    Target target();

    /** What of the shared items of {@link Platform} it uses. */
    List<String> uses();

    /** In the order in which they are shown; every round has all of them. */
    default List<Figure> figures() {
        List<Figure> figures = new ArrayList<>();
        figures.add(Figure.of("accepted", "tasks/s"));
        figures.add(Figure.of("completed", "tasks/s"));
        figures.add(Figure.of("cpu " + PROCESSES, "µs/task"));
        uses().forEach(family -> figures.add(Figure.of("cpu " + family, "µs/task")));
        figures.add(Figure.of("cpu others", "% of core"));
        figures.add(Figure.of("peak " + PROCESSES, "MiB"));
        return List.copyOf(figures);
    }

    /**
     * Starts it and returns when it is ready.
     *
     * @throws PeerFailedException where this machine lacks what it needs, or it does not start
     */
    RunningPeer start(PeerStage stage) throws IOException;
}

package dev.warren.bench.scenario;

import dev.warren.bench.platform.Platform;
import java.util.List;

/** From the start of a process until it says that it is ready: the gateway, then a worker, nothing else going on. */
final class Start implements Scenario {

    @Override
    public String name() {
        return "start";
    }

    @Override
    public String title() {
        return "from exec to ready, with the classes that an earlier run has kept";
    }

    @Override
    public List<Figure> figures() {
        return List.of(Figure.of("gateway", "s", Target.atMost(4)), Figure.of("worker", "s", Target.atMost(4)));
    }

    /** The first processes that end keep their classes for the next ones. */
    @Override
    public void prepare(Stage stage) {
        if (!stage.platform().keepsClasses()) {
            stage.platform().restart();
        }
    }

    @Override
    public Round round(Stage stage) {
        Platform.StartTimes times = stage.platform().restart();
        return new Round()
                .put("gateway", times.gateway().toMillis() / 1000.0)
                .put("worker", times.worker().toMillis() / 1000.0);
    }
}

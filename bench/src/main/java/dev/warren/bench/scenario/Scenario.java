package dev.warren.bench.scenario;

import dev.warren.bench.platform.Shape;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;

/** Something that is done to the platform, and the figures that it gives. */
public interface Scenario {

    /** As the command line calls it. */
    String name();

    /** One line for people. */
    String title();

    /** What must run for it. */
    default Shape shape() {
        return Shape.PLAIN;
    }

    /** In the order in which they are shown; every round has all of them. */
    List<Figure> figures();

    /** Whatever must have happened before the first round, such as a warm-up. */
    void prepare(Stage stage) throws IOException, InterruptedException, SQLException;

    /** @throws TasksLostException where an accepted task did not end as it should */
    Round round(Stage stage) throws IOException, InterruptedException, SQLException;
}

package dev.warren.local.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StopSequenceTests {

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final StopSequence stops = new StopSequence(new Progress(new PrintStream(said)));
    private final List<String> stopped = new ArrayList<>();

    @Test
    void stopsWhatStartedLastFirstAndOnlyOnce() {
        stops.add("Postgres", () -> stopped.add("Postgres"));
        stops.add("workers", () -> stopped.add("workers"));

        stops.stop();
        stops.stop();

        assertThat(stopped).containsExactly("workers", "Postgres");
    }

    @Test
    void stopsAtOnceWhatStartsDuringTheStop() {
        stops.stop();

        stops.add("late", () -> stopped.add("late"));

        assertThat(stopped).containsExactly("late");
    }

    @Test
    void goesOnWhereOneCannotBeStopped() {
        stops.add("Postgres", () -> stopped.add("Postgres"));
        stops.add("RabbitMQ", () -> {
            throw new IllegalStateException("will not");
        });

        stops.stop();

        assertThat(stopped).containsExactly("Postgres");
        assertThat(said.toString()).contains("RabbitMQ could not be stopped: ", "will not");
    }
}

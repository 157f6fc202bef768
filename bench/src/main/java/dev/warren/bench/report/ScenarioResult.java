package dev.warren.bench.report;

import dev.warren.bench.scenario.Round;
import dev.warren.bench.scenario.Scenario;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a scenario has given.
 *
 * @param rounds those that came to their end
 * @param error what broke it off, null where nothing did
 */
public record ScenarioResult(
        Scenario scenario, List<Round> rounds, @Nullable String error) {

    public static ScenarioResult of(Scenario scenario, List<Round> rounds) {
        return new ScenarioResult(scenario, List.copyOf(rounds), null);
    }

    public static ScenarioResult failed(Scenario scenario, List<Round> rounds, String error) {
        return new ScenarioResult(scenario, List.copyOf(rounds), error);
    }

    /** None where no round came to its end. */
    List<Summary> summaries() {
        return rounds.isEmpty()
                ? List.of()
                : scenario.figures().stream()
                        .map(figure -> Summary.of(figure, rounds))
                        .toList();
    }
}

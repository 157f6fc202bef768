package dev.warren.platform.journey;

import dev.warren.platform.process.PlatformProcess;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** What Prometheus would read of some processes now. */
record Scrape(List<String> samples) {

    static Scrape of(List<PlatformProcess> processes) {
        return new Scrape(processes.stream()
                .flatMap(process -> process.management("/actuator/prometheus").lines())
                .filter(line -> line.startsWith("warren_"))
                .toList());
    }

    /**
     * The sum of all samples of a name, 0 where there is none.
     *
     * @param labels each {@code name="value"}
     */
    double sum(String name, String... labels) {
        return samples.stream()
                .filter(sample -> sample.startsWith(name + "{") || sample.startsWith(name + " "))
                .filter(sample -> Arrays.stream(labels).allMatch(sample::contains))
                .collect(Collectors.summingDouble(
                        sample -> Double.parseDouble(sample.substring(sample.lastIndexOf(' ') + 1))));
    }
}

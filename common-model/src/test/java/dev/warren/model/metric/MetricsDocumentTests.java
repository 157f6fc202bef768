package dev.warren.model.metric;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code docs/metrics.md} and {@link WarrenMetric}. */
class MetricsDocumentTests {

    private static final Path DOCUMENT = Path.of("..", "docs", "metrics.md");

    @Test
    void hasOneRowForEachMetricInTheirOrder() throws IOException {
        List<String> rows = Files.readAllLines(DOCUMENT).stream()
                .filter(line -> line.startsWith("| `warren."))
                .toList();

        assertThat(rows)
                .containsExactlyElementsOf(Arrays.stream(WarrenMetric.values())
                        .map(MetricsDocumentTests::row)
                        .toList());
    }

    @Test
    void saysWhatValuesEachTagHas() throws IOException {
        String document = Files.readString(DOCUMENT);

        assertThat(Arrays.stream(WarrenMetric.values()).flatMap(metric -> metric.tags().stream()))
                .isNotEmpty()
                .allSatisfy(tag -> assertThat(document).containsPattern("\n\\| `" + tag + "`[^|]* \\| [^|]+ \\|\n"));
    }

    private static String row(WarrenMetric metric) {
        return "| `%s` | %s | %s | %s | %s | %s | %s |"
                .formatted(
                        metric.id(),
                        quoted(metric.prometheusNames()),
                        metric.kind().text(),
                        metric.unit(),
                        metric.where().text(),
                        quoted(metric.tags()),
                        metric.description());
    }

    private static String quoted(List<String> names) {
        return names.stream().map(name -> "`" + name + "`").collect(joining(", "));
    }
}

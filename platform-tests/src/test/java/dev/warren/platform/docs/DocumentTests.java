package dev.warren.platform.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.model.trace.WarrenSpan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

class DocumentTests {

    private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Pattern LINK = Pattern.compile("]\\((?!https?:|#)([^)#]+)[^)]*\\)");
    private static final Pattern JAVA_BLOCK = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern SETTING = Pattern.compile("`(warren\\.[a-z]+\\.[a-z.-]+)`");

    static Stream<Path> documents() throws IOException {
        try (Stream<Path> docs = Files.walk(PROJECT.resolve("docs"))) {
            return Stream.concat(
                    Stream.of(PROJECT.resolve("README.md")),
                    docs.filter(path -> path.toString().endsWith(".md")))
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyLinkLeadsSomewhere(Path document) {
        assertThat(matches(LINK, read(document)))
                .allSatisfy(link -> assertThat(document.resolveSibling(link)).exists());
    }

    @Test
    void theAgentInTheReadmeIsTheOneThatIsTested() throws IOException {
        String example;
        try (Stream<Path> sources = Files.walk(PROJECT.resolve("examples/author-app/src/main/java"))) {
            example = sources.filter(path -> path.endsWith("WordCount.java"))
                    .map(DocumentTests::read)
                    .findFirst()
                    .orElseThrow();
        }

        assertThat(matches(JAVA_BLOCK, read(PROJECT.resolve("README.md"))))
                .isNotEmpty()
                .allSatisfy(block -> assertThat(example).contains(block.strip()));
    }

    @Test
    void theReadmeNamesOnlySettingsThatExist() {
        String known = Stream.of("api-gateway", "agent-worker")
                .map(DocumentTests::metadata)
                .reduce("", String::concat);

        assertThat(matches(SETTING, read(PROJECT.resolve("README.md"))))
                .isNotEmpty()
                .allSatisfy(setting -> assertThat(known).contains("\"name\": \"" + setting + "\""));
    }

    static Stream<Arguments> settings() {
        return Stream.of("api-gateway", "agent-worker", "agent-llm", "agent-http")
                .map(DocumentTests::metadata)
                .flatMap(json -> JSON.readTree(json).get("properties").valueStream())
                .map(setting -> Arguments.of(
                        setting.get("name").asString(),
                        setting.path("defaultValue").asString("")));
    }

    @ParameterizedTest
    @MethodSource("settings")
    void everySettingIsExplainedWithItsDefault(String name, String byDefault) {
        assertThat(read(PROJECT.resolve("docs/settings.md")).lines())
                .filteredOn(line -> line.startsWith("| `" + name + "` |"))
                .singleElement()
                .asString()
                .contains(byDefault);
    }

    @ParameterizedTest
    @EnumSource(WarrenSpan.class)
    void everySpanIsExplained(WarrenSpan span) {
        assertThat(read(PROJECT.resolve("docs/tracing-and-logs.md")).lines())
                .filteredOn(line -> line.startsWith("| `" + span.operation() + " "))
                .isNotEmpty();
    }

    private static String metadata(String module) {
        return read(PROJECT.resolve(module).resolve("target/classes/META-INF/spring-configuration-metadata.json"));
    }

    private static List<String> matches(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(DocumentTests::group).toList();
    }

    private static String group(MatchResult match) {
        return match.group(1);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package dev.warren.worker.builtin.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.warren.model.task.TaskDefaults;
import dev.warren.worker.agent.AgentContext;
import dev.warren.worker.agent.CanceledException;
import dev.warren.worker.agent.InvalidInputException;
import dev.warren.worker.agent.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SummarizerAgentTests {

    private final SummarizerAgent summarizer = new SummarizerAgent();

    @Test
    void takesPlainText() {
        var output = run("Cats sleep. Cats and dogs eat. Dogs bark. Fish swim.");

        assertThat(texts(output)).containsExactly("Cats sleep.", "Cats and dogs eat.", "Dogs bark.");
        assertThat(output.get("summary").stringValue()).isEqualTo("Cats sleep. Cats and dogs eat. Dogs bark.");
        assertThat(output.get("sentenceCount").intValue()).isEqualTo(4);
        assertThat(output.get("language").stringValue()).isEqualTo("und");
    }

    @Test
    void summaryOfASpeechIsOfItsOwnSentencesInItsOrder() {
        String text = resource("gettysburg-address.txt");
        var all = SplitSentences.of(text, Language.ENGLISH, () -> {}).stream()
                .map(Sentence::text)
                .toList();

        var output = run(Map.of("text", text, "sentences", 4));

        assertThat(all).hasSize(10);
        assertThat(output.get("language").stringValue()).isEqualTo("en");
        assertThat(output.get("sentenceCount").intValue()).isEqualTo(10);
        assertThat(texts(output)).hasSize(4).isSubsetOf(all);
        assertThat(indexes(output)).isSorted();
        output.get("sentences")
                .forEach(sentence -> assertThat(all.get(sentence.get("index").intValue()))
                        .isEqualTo(sentence.get("text").stringValue()));
    }

    @Test
    void summaryOfTheExampleDocumentSaysWhatItIsAbout() throws IOException {
        String text = Files.readString(Path.of("../examples/documents/origin-of-species.txt"));

        var summary = run(text).get("summary").stringValue();

        assertThat(summary)
                .contains("species had not been independently created")
                .doesNotContain("Charles Darwin");
    }

    @Test
    void centralSentenceIsChosenFirst() {
        String central = "Rain, wind and snow make the weather of the island.";

        assertThat(texts(run(Map.of("text", """
                Rain falls in autumn.
                Wind blows in spring.
                %s
                Snow lies in winter.
                Nobody counts the sheep.
                """.formatted(central), "sentences", 1))))
                .containsExactly(central);
    }

    @Test
    void sameTextHasTheSameSummary() {
        String text = resource("gettysburg-address.txt");

        assertThat(run(text)).isEqualTo(run(text));
    }

    @Test
    void repeatedSentencesTakeOnePlace() {
        var repeated = "The river floods the valley every spring. ".repeat(5)
                + "Every spring the river floods the valley! The valley has a mill. A mill needs a river.";

        assertThat(texts(run(repeated)))
                .containsExactly(
                        "The river floods the valley every spring.", "The valley has a mill.", "A mill needs a river.");
    }

    @Test
    void headingsAreTakenOnlyWhereSentencesRunOut() {
        String text = "Rivers and mills\n\nRivers drive mills. Mills grind corn.";

        assertThat(indexes(run(Map.of("text", text, "sentences", 2)))).containsExactly(1, 2);
        assertThat(indexes(run(Map.of("text", text, "sentences", 3)))).containsExactly(0, 1, 2);
    }

    @Test
    void ratioIsAShareOfTheSentences() {
        String text = resource("gettysburg-address.txt");

        assertThat(texts(run(Map.of("text", text, "ratio", 0.2)))).hasSize(2);
        assertThat(texts(run(Map.of("text", text, "ratio", 0.001)))).hasSize(1);
        assertThat(texts(run(Map.of("text", text, "ratio", 1)))).hasSize(10);
    }

    @Test
    void languageCanBeNamed() {
        assertThat(run(Map.of("text", "Am 3. Mai. Gut.", "language", "de"))
                        .get("sentenceCount")
                        .intValue())
                .isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Word",
                "One sentence.",
                "吾輩は猫である。名前はまだ無い。どこで生れたか頓と見当がつかぬ。",
                "ไม่มีช่องว่างระหว่างคำ",
                "The the the. And and and.",
                "a.b.c.d",
                "... Hm. ...",
                "\u0000\u0001 control",
                "42"
            })
    void summarizesEvenTheOddest(String text) {
        assertThat(texts(run(text))).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            null                                        | input: must be a string, or an object with a text
            ["a"]                                       | input: must be a string, or an object with a text
            ""                                          | text: must not be blank
            " \\n"                                      | text: must not be blank
            "... !? --"                                 | text: has no words
            {}                                          | text: must be a string, and is missing
            {"text":7}                                  | text: must be a string
            {"text":"A.","sentences":0}                 | sentences: must be 1 to 50, got 0
            {"text":"A.","sentences":51}                | sentences: must be 1 to 50, got 51
            {"text":"A.","sentences":"3"}               | sentences: must be a whole number
            {"text":"A.","ratio":0}                     | ratio: must be above 0 and at most 1, got 0.0
            {"text":"A.","ratio":1.01}                  | ratio: must be above 0 and at most 1, got 1.01
            {"text":"A.","ratio":"NaN"}                 | ratio: must be above 0 and at most 1, got NaN
            {"text":"A.","ratio":"half"}                | ratio: must be a number
            {"text":"A.","ratio":0.5,"sentences":3}     | ratio: give sentences or ratio, not both
            {"text":"A.","language":"xx"}               | language: must be one of en, de, fr, es, und; leave it out to have it detected
            {"text":"A.","length":3}                    | length: unknown field, known are language, ratio, sentences, text
            """)
    void namesWhatItDoesNotTake(String input, String complaint) {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> run(JsonMapper.shared().readTree(input)))
                .withMessage(complaint);
    }

    @Test
    void refusesARatioThatASummaryCannotHold() {
        String text = "This is one of many. ".repeat(200);

        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> run(Map.of("text", text, "ratio", 0.5)))
                .withMessage("ratio: 0.5 of the text's 200 sentences are 100, a summary holds at most 50;"
                        + " ask for a smaller ratio");
    }

    @Test
    void stopsOnceCanceled() {
        var canceled = AgentContext.of(resource("gettysburg-address.txt")).withCancellation(() -> true);

        assertThatExceptionOfType(CanceledException.class).isThrownBy(() -> summarizer.run(canceled));
    }

    @Test
    void summarizesTheLargestInput() {
        var output = run(prose(TaskDefaults.MAX_INPUT_BYTES));

        assertThat(output.get("sentenceCount").intValue()).isGreaterThan(10_000);
        assertThat(texts(output)).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a. ", "ab ", "Same words here. ", "\n", "x", "猫", "- ", "Dr. ", "a-", "\"!", "1. ", "\n - x"})
    void comesToAnEndWithTheLargestInputHoweverOdd(String unit) {
        String text =
                "w " + unit.repeat((TaskDefaults.MAX_INPUT_BYTES - 2) / unit.getBytes(StandardCharsets.UTF_8).length);

        var output = run(Map.of("text", text, "sentences", 50));

        assertThat(texts(output)).isNotEmpty();
        assertThat(output.toString().getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(TaskDefaults.MAX_OUTPUT_BYTES);
    }

    /** Sentences of made-up words, the n-th of which is about n times as rare as the first. */
    private static String prose(int length) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(42);
        var text = new StringBuilder();
        while (text.length() < length - 200) {
            text.append("W");
            for (int words = 3 + random.nextInt(20); words > 0; words--) {
                text.append(Integer.toString((int) Math.pow(20_000, random.nextDouble()), 36))
                        .append("w ");
            }
            text.setCharAt(text.length() - 1, '.');
            text.append(random.nextInt(6) == 0 ? "\n\n" : " ");
        }
        return text.toString();
    }

    private JsonNode run(Object input) {
        return ((Outcome.Completed) summarizer.run(AgentContext.of(input))).output();
    }

    private static List<String> texts(JsonNode output) {
        return output.get("sentences")
                .valueStream()
                .map(sentence -> sentence.get("text").stringValue())
                .toList();
    }

    private static List<Integer> indexes(JsonNode output) {
        return output.get("sentences")
                .valueStream()
                .map(sentence -> sentence.get("index").intValue())
                .toList();
    }

    private static String resource(String name) {
        try (var stream = SummarizerAgentTests.class.getResourceAsStream(name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

/**
 * What the author of an agent writes against: an {@link dev.warren.worker.agent.Agent} describes itself and turns a
 * task into an {@link dev.warren.worker.agent.Outcome}.
 *
 * <p>A whole agent, as a bean of any Spring application that has the worker on its class path:
 *
 * {@snippet :
 * @Component
 * class WordCount implements Agent {
 *
 *     record Text(String text) {}
 *
 *     @Override
 *     public AgentDescription description() {
 *         return AgentDescription.named("word-count")
 *                 .withVersion("1.0")
 *                 .withDescription("Counts the words of a text.")
 *                 .withCapabilities("count")
 *                 .withTimeout(Duration.ofSeconds(30));
 *     }
 *
 *     @Override
 *     public Outcome run(AgentContext context) {
 *         String text = context.input(Text.class).text();
 *         return text.isBlank()
 *                 ? Outcome.failed("NO_WORDS", "The text has no words")
 *                 : Outcome.completed(Map.of("words", text.split("\\s+").length));
 *     }
 * }
 * }
 *
 * <p>Its test needs neither a broker nor a database: {@code new WordCount().run(AgentContext.of(Map.of("text", "a b")))}.
 */
@NullMarked
package dev.warren.worker.agent;

import org.jspecify.annotations.NullMarked;

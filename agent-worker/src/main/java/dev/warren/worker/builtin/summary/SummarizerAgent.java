package dev.warren.worker.builtin.summary;

import dev.warren.worker.agent.Agent;
import dev.warren.worker.agent.AgentContext;
import dev.warren.worker.agent.AgentDescription;
import dev.warren.worker.agent.InvalidInputException;
import dev.warren.worker.agent.Outcome;

/** Summarizes a text by its own most important sentences ({@link TextRank}). Asks no model. */
public class SummarizerAgent implements Agent {

    private static final String INPUT_SCHEMA = """
            {
              "oneOf": [
                {"type": "string", "description": "The text, to be summarized in three sentences."},
                {
                  "type": "object",
                  "properties": {
                    "text": {"type": "string", "description": "The text."},
                    "sentences": {"type": "integer", "minimum": 1, "maximum": 50, "default": 3,
                      "description": "Most sentences of the summary."},
                    "ratio": {"type": "number", "exclusiveMinimum": 0, "maximum": 1,
                      "description": "Share of the text's sentences, instead of their number; at most 50 of them."},
                    "language": {"enum": ["en", "de", "fr", "es", "und"],
                      "description": "Language of the text; found out where it is missing, und for any other."}
                  },
                  "required": ["text"],
                  "not": {"required": ["sentences", "ratio"]},
                  "additionalProperties": false
                }
              ]
            }
            """;

    private static final String OUTPUT_SCHEMA = """
            {
              "type": "object",
              "properties": {
                "summary": {"type": "string"},
                "sentences": {
                  "type": "array",
                  "description": "The sentences of the summary, in the order of the text.",
                  "items": {
                    "type": "object",
                    "properties": {
                      "text": {"type": "string"},
                      "index": {"type": "integer", "minimum": 0, "description": "Place in the text."},
                      "score": {"type": "number", "minimum": 0, "description": "Rank; 1 is the average."}
                    },
                    "required": ["text", "index", "score"]
                  }
                },
                "sentenceCount": {"type": "integer", "minimum": 1, "description": "Sentences of the text."},
                "language": {"enum": ["en", "de", "fr", "es", "und"]}
              },
              "required": ["summary", "sentences", "sentenceCount", "language"]
            }
            """;

    @Override
    public AgentDescription description() {
        return AgentDescription.named("summarizer")
                .withDescription("Summarizes a text by its own most important sentences. Asks no model.")
                .withCapabilities("summarize")
                // Works the processor without a pause: more at once would only take its time from other tasks.
                .withConcurrency(Runtime.getRuntime().availableProcessors())
                .withInputSchema(INPUT_SCHEMA)
                .withOutputSchema(OUTPUT_SCHEMA);
    }

    @Override
    public Outcome run(AgentContext context) {
        try {
            return Outcome.completed(Summarize.of(request(context), context::checkCanceled));
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException(String.valueOf(e.getMessage()));
        }
    }

    private static SummaryRequest request(AgentContext context) {
        if (context.input().isString()) {
            return SummaryRequest.of(context.input().stringValue());
        }
        if (!context.input().isObject()) {
            throw new InvalidInputException("input: must be a string, or an object with a text");
        }
        return context.input(SummaryRequest.class);
    }
}

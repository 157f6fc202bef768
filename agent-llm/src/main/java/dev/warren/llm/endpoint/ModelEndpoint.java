package dev.warren.llm.endpoint;

import dev.warren.model.trace.Traces;
import dev.warren.worker.agent.CanceledException;
import dev.warren.worker.agent.Outcome;
import dev.warren.worker.agent.Usage;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.Prompt;

/** A language model that the worker reaches. Asked on the thread of an attempt; bears many of them. */
public final class ModelEndpoint {

    /** About how many characters a token has, for endpoints that do not count. */
    private static final int CHARACTERS_OF_A_TOKEN = 4;

    private final String name;
    private final Set<String> models;
    private final Exchange exchange;
    private final ChatDialect dialect;
    private final TraceChats trace;

    private ModelEndpoint(String name, Set<String> models, Exchange exchange, ChatDialect dialect, TraceChats trace) {
        this.name = name;
        this.models = Set.copyOf(models);
        this.exchange = exchange;
        this.dialect = dialect;
        this.trace = trace;
    }

    public static ModelEndpoint of(String name, LlmSettings.Endpoint settings, Traces traces) {
        Wire wire = switch (settings.kind()) {
            case OPENAI -> new OpenAiWire();
            case ANTHROPIC -> new AnthropicWire();
            case OLLAMA -> new OllamaWire();
        };
        Exchange exchange = new Exchange(name, wire, settings.apiKey(), settings.timeout());
        ChatDialect dialect = switch (settings.kind()) {
            case OPENAI -> new OpenAiDialect(settings, exchange);
            case ANTHROPIC -> new AnthropicDialect(settings, exchange);
            case OLLAMA -> new OllamaDialect(settings, exchange);
        };
        return new ModelEndpoint(name, settings.models(), exchange, dialect, new TraceChats(traces, settings));
    }

    public String name() {
        return name;
    }

    /** Whether agents may use this model here. */
    public boolean offers(String model) {
        return models.isEmpty() || models.contains(model);
    }

    /**
     * Asks the model once.
     *
     * @param tokens is told the words of the reply as they come, also of one that breaks off
     * @throws ModelFailureException where it gave no whole answer
     * @throws CanceledException where the thread was interrupted
     */
    public ModelReply ask(ModelRequest request, Consumer<String> tokens) {
        return trace.within(request, () -> exchange(request, tokens));
    }

    private ModelReply exchange(ModelRequest request, Consumer<String> tokens) {
        Prompt prompt = new Prompt(dialect.messages(request), dialect.options(request));
        ChatResponse response;
        try {
            response = exchange.listening(tokens, () -> dialect.model().call(prompt));
        } catch (RuntimeException e) {
            throw known(e);
        }
        if (response.getResults().isEmpty()) {
            throw unreadable("an empty answer");
        }
        // The last one: what comes before it in an answer of Anthropic's is what the model thought.
        AssistantMessage said = response.getResults().getLast().getOutput();
        List<ModelReply.Call> calls = said.getToolCalls().stream()
                .map(call -> new ModelReply.Call(orEmpty(call.id()), orEmpty(call.name()), orEmpty(call.arguments())))
                .toList();
        String text = orEmpty(said.getText());
        if (text.isBlank() && calls.isEmpty()) {
            throw unreadable("an empty answer");
        }
        return new ModelReply(
                text,
                calls,
                usage(request, response, text),
                orEmpty(response.getMetadata().getModel()));
    }

    private static Usage usage(ModelRequest request, ChatResponse response, String text) {
        var counted = response.getMetadata().getUsage();
        long input = counted == null || counted.getPromptTokens() == null ? 0 : counted.getPromptTokens();
        long output = counted == null || counted.getCompletionTokens() == null ? 0 : counted.getCompletionTokens();
        return input + output > 0 ? new Usage(input, output) : estimate(request, text);
    }

    private static Usage estimate(ModelRequest request, String text) {
        long asked = request.messages().stream()
                .map(Message::getText)
                .mapToLong(message -> message == null ? 0 : message.length())
                .sum();
        return new Usage(asked / CHARACTERS_OF_A_TOKEN, text.length() / CHARACTERS_OF_A_TOKEN + 1);
    }

    /** What the exchange threw, whatever the libraries in between wrapped around it. */
    private RuntimeException known(RuntimeException thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof ModelFailureException || cause instanceof CanceledException) {
                return (RuntimeException) cause;
            }
        }
        ModelFailureException failure = unreadable("what cannot be read");
        failure.addSuppressed(thrown);
        return failure;
    }

    private ModelFailureException unreadable(String what) {
        return ModelFailureException.of(
                Outcome.retry(ModelFailureException.ANSWER_UNREADABLE, "Endpoint '" + name + "' answered " + what));
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}

package dev.warren.llm.endpoint;

import com.anthropic.client.AnthropicClientAsyncImpl;
import com.anthropic.client.AnthropicClientImpl;
import com.anthropic.core.ClientOptions;
import com.anthropic.core.RequestOptions;
import com.anthropic.core.http.Headers;
import com.anthropic.core.http.HttpClient;
import com.anthropic.core.http.HttpRequest;
import com.anthropic.core.http.HttpRequestBody;
import com.anthropic.core.http.HttpResponse;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.springframework.ai.anthropic.AnthropicChatModel;
import org.springframework.ai.anthropic.AnthropicChatOptions;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.messages.ToolResponseMessage;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.prompt.ChatOptions;

/** Spring AI's Anthropic module over our exchange. */
final class AnthropicDialect implements ChatDialect {

    /** The library asks for a key; the exchange sends its own, or none. */
    private static final String PLACEHOLDER = "none";

    private static final String VERSION = "2023-06-01";

    private final ChatModel model;
    private final int maxTokens;

    AnthropicDialect(LlmSettings.Endpoint endpoint, Exchange exchange) {
        ClientOptions options = ClientOptions.builder()
                .httpClient(new OverExchange(exchange))
                .baseUrl(endpoint.address().toString())
                .putHeader("X-Api-Key", PLACEHOLDER)
                .maxRetries(0)
                .timeout(endpoint.timeout())
                .build();
        this.model = AnthropicChatModel.builder()
                .anthropicClient(new AnthropicClientImpl(options))
                .anthropicClientAsync(new AnthropicClientAsyncImpl(options))
                .options(AnthropicChatOptions.builder().build())
                .build();
        this.maxTokens = endpoint.maxTokens();
    }

    @Override
    public ChatModel model() {
        return model;
    }

    @Override
    public ChatOptions options(ModelRequest request) {
        var options = AnthropicChatOptions.builder()
                .model(request.model())
                .temperature(request.temperature())
                .maxTokens(request.maxTokens() == null ? maxTokens : request.maxTokens())
                .toolCallbacks(ChatDialect.tools(request));
        if (request.outputSchema() != null) {
            options.outputSchema(request.outputSchema().toString());
        }
        return options.build();
    }

    /** Refuses calls and answers of tools where it is offered none: an agent without tools reads of them as text. */
    @Override
    public List<Message> messages(ModelRequest request) {
        return request.tools().isEmpty()
                ? request.messages().stream().map(AnthropicDialect::asText).toList()
                : request.messages();
    }

    private static Message asText(Message message) {
        if (message instanceof AssistantMessage said && !said.getToolCalls().isEmpty()) {
            StringBuilder text = new StringBuilder(said.getText() == null ? "" : said.getText());
            said.getToolCalls()
                    .forEach(call -> text.append("\n[called ")
                            .append(call.name())
                            .append(call.arguments())
                            .append(']'));
            return new AssistantMessage(text.toString().strip());
        }
        if (message instanceof ToolResponseMessage answered) {
            StringBuilder text = new StringBuilder();
            answered.getResponses()
                    .forEach(answer -> text.append("[")
                            .append(answer.name())
                            .append(" answered: ")
                            .append(answer.responseData())
                            .append("]\n"));
            return new UserMessage(text.toString().strip());
        }
        return message;
    }

    /** The library's requests, sent by ours. */
    private record OverExchange(Exchange exchange) implements HttpClient {

        @Override
        public HttpResponse execute(HttpRequest request, RequestOptions options) {
            var bytes = new ByteArrayOutputStream();
            HttpRequestBody body = request.body();
            if (body != null) {
                body.writeTo(bytes);
            }
            byte[] reply = Wire.JSON.writeValueAsBytes(
                    exchange.post(URI.create(request.url()), versions(request.headers()), bytes.toByteArray()));
            return new Reply(reply);
        }

        @Override
        public CompletableFuture<HttpResponse> executeAsync(HttpRequest request, RequestOptions options) {
            throw new UnsupportedOperationException("Models are asked on the thread of the attempt");
        }

        @Override
        public void close() {}
    }

    /** The version of the API that the library speaks, and what it asks for beyond that. */
    private static Map<String, String> versions(Headers headers) {
        List<String> beta = headers.values("anthropic-beta");
        return beta.isEmpty()
                ? Map.of("anthropic-version", VERSION)
                : Map.of("anthropic-version", VERSION, "anthropic-beta", String.join(",", beta));
    }

    private record Reply(byte[] json) implements HttpResponse {

        @Override
        public int statusCode() {
            return 200;
        }

        @Override
        public Headers headers() {
            return Headers.builder().put("Content-Type", "application/json").build();
        }

        @Override
        public InputStream body() {
            return new ByteArrayInputStream(json);
        }

        @Override
        public void close() {}
    }
}

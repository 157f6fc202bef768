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
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.springframework.ai.anthropic.AnthropicChatModel;
import org.springframework.ai.anthropic.AnthropicChatOptions;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.prompt.ChatOptions;

/** Spring AI's Anthropic module over our exchange. */
final class AnthropicDialect implements ChatDialect {

    /** The library asks for a key; the exchange sends its own, or none. */
    private static final String PLACEHOLDER = "none";

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

    /** The version of the API that the library speaks, which the endpoint must know. */
    private static Map<String, String> versions(Headers headers) {
        Map<String, String> versions = new TreeMap<>();
        for (String name : List.of("anthropic-version", "anthropic-beta")) {
            List<String> values = headers.values(name);
            if (!values.isEmpty()) {
                versions.put(name, String.join(",", values));
            }
        }
        return versions;
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

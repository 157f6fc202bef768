package dev.warren.llm.endpoint;

import com.openai.client.OpenAIClientAsyncImpl;
import com.openai.client.OpenAIClientImpl;
import com.openai.core.ClientOptions;
import com.openai.core.RequestOptions;
import com.openai.core.http.Headers;
import com.openai.core.http.HttpClient;
import com.openai.core.http.HttpRequest;
import com.openai.core.http.HttpRequestBody;
import com.openai.core.http.HttpResponse;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.ai.openai.OpenAiChatOptions;

/** Spring AI's OpenAI module over our exchange. */
final class OpenAiDialect implements ChatDialect {

    /** The library asks for a key; the exchange sends its own, or none. */
    private static final String PLACEHOLDER = "none";

    private final ChatModel model;
    private final boolean official;

    OpenAiDialect(LlmSettings.Endpoint endpoint, Exchange exchange) {
        ClientOptions options = ClientOptions.builder()
                .httpClient(new OverExchange(exchange))
                .baseUrl(endpoint.address().toString())
                .apiKey(PLACEHOLDER)
                .maxRetries(0)
                .timeout(endpoint.timeout())
                .build();
        this.model = OpenAiChatModel.builder()
                .openAiClient(new OpenAIClientImpl(options))
                .openAiClientAsync(new OpenAIClientAsyncImpl(options))
                .options(OpenAiChatOptions.builder().build())
                .build();
        this.official =
                EndpointKind.OPENAI.home().getHost().equals(endpoint.address().getHost());
    }

    @Override
    public ChatModel model() {
        return model;
    }

    @Override
    public ChatOptions options(ModelRequest request) {
        var options = OpenAiChatOptions.builder()
                .model(request.model())
                .temperature(request.temperature())
                .toolCallbacks(ChatDialect.tools(request));
        if (request.maxTokens() != null) {
            // The old name is all that many servers know, and OpenAI's newer models refuse it.
            if (official) {
                options.maxCompletionTokens(request.maxTokens());
            } else {
                options.maxTokens(request.maxTokens());
            }
        }
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
                    exchange.post(URI.create(request.url()), Map.of(), bytes.toByteArray()));
            return new Reply(reply);
        }

        @Override
        public CompletableFuture<HttpResponse> executeAsync(HttpRequest request, RequestOptions options) {
            throw new UnsupportedOperationException("Models are asked on the thread of the attempt");
        }

        @Override
        public void close() {}
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

package dev.warren.llm.endpoint;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Map;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.ollama.OllamaChatModel;
import org.springframework.ai.ollama.api.OllamaApi;
import org.springframework.ai.ollama.api.OllamaChatOptions;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.web.client.RestClient;

/** Spring AI's Ollama module over our exchange. */
final class OllamaDialect implements ChatDialect {

    private final ChatModel model;

    OllamaDialect(LlmSettings.Endpoint endpoint, Exchange exchange) {
        RestClient.Builder overExchange = RestClient.builder()
                .requestInterceptor((request, body, next) ->
                        new Reply(Wire.JSON.writeValueAsBytes(exchange.post(request.getURI(), Map.of(), body))));
        this.model = OllamaChatModel.builder()
                .ollamaApi(OllamaApi.builder()
                        .baseUrl(endpoint.address().toString())
                        .restClientBuilder(overExchange)
                        .build())
                .options(OllamaChatOptions.builder().build())
                .retryTemplate(new RetryTemplate(RetryPolicy.withMaxRetries(0)))
                .build();
    }

    @Override
    public ChatModel model() {
        return model;
    }

    @Override
    public ChatOptions options(ModelRequest request) {
        var options = OllamaChatOptions.builder()
                .model(request.model())
                .temperature(request.temperature())
                .maxTokens(request.maxTokens())
                .toolCallbacks(ChatDialect.tools(request));
        if (request.outputSchema() != null) {
            options.outputSchema(request.outputSchema().toString());
        }
        return options.build();
    }

    private record Reply(byte[] json) implements ClientHttpResponse {

        @Override
        public HttpStatusCode getStatusCode() {
            return HttpStatus.OK;
        }

        @Override
        public String getStatusText() {
            return HttpStatus.OK.getReasonPhrase();
        }

        @Override
        public HttpHeaders getHeaders() {
            var headers = new HttpHeaders();
            headers.setContentType(MediaType.APPLICATION_JSON);
            return headers;
        }

        @Override
        public InputStream getBody() {
            return new ByteArrayInputStream(json);
        }

        @Override
        public void close() {}
    }
}

package dev.warren.gateway.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes JSON with its length. Without one an answer is chunked, and takes a second write to the network just to say that
 * it ends, which is a good part of what a small answer costs.
 */
final class SizedJson extends JacksonJsonHttpMessageConverter {

    SizedJson(JsonMapper mapper) {
        super(mapper);
    }

    @Override
    protected void writeInternal(
            Object object, ResolvableType type, HttpOutputMessage answer, @Nullable Map<String, Object> hints)
            throws IOException {
        if (object instanceof ProblemDetail) {
            // A refusal may come before its request has been read, and the web server takes one whose length is reached
            // for the end of both.
            super.writeInternal(object, type, answer, hints);
            return;
        }
        var json = new ByteArrayOutputStream(1024);
        super.writeInternal(object, type, new InMemory(answer.getHeaders(), json), hints);
        answer.getHeaders().setContentLength(json.size());
        json.writeTo(answer.getBody());
    }

    private record InMemory(HttpHeaders headers, ByteArrayOutputStream json) implements HttpOutputMessage {
        @Override
        public HttpHeaders getHeaders() {
            return headers;
        }

        @Override
        public OutputStream getBody() {
            return json;
        }
    }
}

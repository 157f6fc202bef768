package dev.warren.llm.endpoint;

import java.net.URI;

/** The wire format that an endpoint speaks. */
public enum EndpointKind {

    /** Chat completions of OpenAI, vLLM, LM Studio, Ollama's {@code /v1} and many others. */
    OPENAI("https://api.openai.com/v1"),
    ANTHROPIC("https://api.anthropic.com"),
    OLLAMA("http://localhost:11434");

    private final URI home;

    EndpointKind(String home) {
        this.home = URI.create(home);
    }

    /** Where it is found where the operator names no other address. */
    URI home() {
        return home;
    }
}

package dev.warren.platform.swarm;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The agents of {@code examples/http-agent}, as a process of their own. */
final class PythonAgents implements AutoCloseable {

    static final String TOKEN = "the-shop's-own-token";

    private static final String LISTENING = "Listening on ";

    private final Process process;
    private final String url;

    PythonAgents() {
        Path example = Path.of(System.getProperty("warren.project", "..")).resolve("examples/http-agent/agents.py");
        var builder = new ProcessBuilder("python3", example.toString(), "--port", "0")
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
        builder.environment().put("AGENT_TOKEN", TOKEN);
        try {
            process = builder.start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            BufferedReader said = process.inputReader(StandardCharsets.UTF_8);
            String line = said.readLine();
            if (line == null || !line.startsWith(LISTENING)) {
                throw new IllegalStateException("The Python agents do not listen: " + line);
            }
            url = line.substring(LISTENING.length());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String url() {
        return url;
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}

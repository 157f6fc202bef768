package dev.warren.httpagent;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.warren.httpagent.call.TestRuntime;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The example in Python, or another program that serves agents with it, as a process of its own. */
final class PythonServer implements AutoCloseable {

    static final Path EXAMPLE =
            Path.of("../examples/http-agent").toAbsolutePath().normalize();

    private static final String LISTENING = "Listening on ";

    private final Process process;
    private final String url;

    PythonServer(Path program, String... arguments) throws IOException {
        var command = new java.util.ArrayList<>(java.util.List.of("python3", program.toString()));
        command.addAll(java.util.List.of(arguments));
        var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("PYTHONPATH", EXAMPLE.toString());
        builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
        builder.environment().put("AGENT_TOKEN", TestRuntime.TOKEN);
        process = builder.start();
        String line = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8)).readLine();
        if (line == null || !line.startsWith(LISTENING)) {
            process.destroyForcibly();
            throw new IllegalStateException("python3 " + program + " does not listen: " + line);
        }
        url = line.substring(LISTENING.length());
    }

    String url() {
        return url;
    }

    int port() {
        return Integer.parseInt(url.substring(url.lastIndexOf(':') + 1));
    }

    /** Sends SIGTERM. */
    void stop() {
        process.destroy();
    }

    /** The exit code, which must come within some seconds. */
    int awaitEnd() throws InterruptedException {
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            throw new AssertionError("The process does not end");
        }
        return process.exitValue();
    }

    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }
}

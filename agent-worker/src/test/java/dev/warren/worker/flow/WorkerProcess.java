package dev.warren.worker.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.worker.WorkerApplication;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A worker in a process of its own, with the agent {@code probe}, to be stopped, starved or killed. */
record WorkerProcess(Process process, Path log) implements AutoCloseable {

    /** @param options of its Java machine */
    static WorkerProcess start(Platform platform, Path log, String... options) throws IOException {
        return start(platform, log, WorkerApplication.class, options);
    }

    /** @param program another one, with agents of its own */
    static WorkerProcess start(Platform platform, Path log, Class<?> program, String... options) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                program.getName(),
                "--server.port=0",
                "--warren.worker.builtin-agents=probe"));
        platform.settings().forEach(setting -> command.add("--" + setting));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        return new WorkerProcess(process, log);
    }

    void signal(String signal) throws IOException, InterruptedException {
        int code = new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                .start()
                .waitFor();
        assertThat(code).isZero();
    }

    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }
}

package dev.warren.local.prometheus;

import dev.warren.local.process.ServerFailedException;
import dev.warren.local.process.StartRequest;
import dev.warren.local.process.Way;
import dev.warren.local.process.WayClosedException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The program that {@code WARREN_PROMETHEUS} names. */
record EnvironmentPrometheus(PrometheusSettings settings) implements Way<PrometheusServer> {

    private static final String PROGRAM = "WARREN_PROMETHEUS";

    @Override
    public String name() {
        return "environment";
    }

    @Override
    public boolean isAskedFor(StartRequest request) {
        return request.variable(PROGRAM).isPresent();
    }

    @Override
    public PrometheusServer start(StartRequest request) throws WayClosedException {
        var program =
                Path.of(request.variable(PROGRAM).orElseThrow(() -> new WayClosedException(PROGRAM + " is not set")));
        if (!Files.isRegularFile(program) || !Files.isExecutable(program)) {
            throw new ServerFailedException("%s=%s is no program.".formatted(PROGRAM, program));
        }
        return PrometheusServer.start(request, program.toAbsolutePath(), settings);
    }
}

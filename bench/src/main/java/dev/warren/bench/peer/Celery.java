package dev.warren.bench.peer;

import dev.warren.bench.platform.Platform;
import dev.warren.bench.scenario.Target;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** FastAPI and Celery, on the run's own RabbitMQ and with its Postgres for the results. */
final class Celery implements Peer {

    @Override
    public String name() {
        return "celery";
    }

    @Override
    public String title() {
        return "FastAPI and Celery, single POSTs on 64 kept connections, closed loop, run to completion";
    }

    @Override
    public Target target() {
        return Target.atLeast(20);
    }

    @Override
    public List<String> uses() {
        return List.of(Platform.BROKER, Platform.POSTGRES, Platform.GENERATOR);
    }

    @Override
    public RunningPeer start(PeerStage stage) throws IOException {
        Python python = Python.installed();
        var servers = stage.platform().servers();
        Path sources = stage.layout().peers().resolve(name());
        CeleryProgram program = CeleryProgram.written(
                python,
                sources,
                servers.rabbit().createVirtualHost(name()),
                PeerDatabase.of(servers.postgres(), name()));
        return RunningCelery.start(
                program, stage.layout(), stage.platform().programs().processes());
    }
}

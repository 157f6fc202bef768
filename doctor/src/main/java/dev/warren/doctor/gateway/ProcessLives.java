package dev.warren.doctor.gateway;

import dev.warren.doctor.check.Check;
import dev.warren.doctor.check.Finding;
import dev.warren.doctor.check.Runbook;
import dev.warren.doctor.installation.Installation.LocalProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Whether a process of this machine lives, answers, and can do its work. */
final class ProcessLives implements Check {

    /** A launcher starts a process that died again within seconds; on a slow machine it takes most of a minute. */
    private static final Duration MAY_START_FOR = Duration.ofMinutes(1);

    private final LocalProcess process;

    ProcessLives(LocalProcess process) {
        this.process = process;
    }

    @Override
    public String name() {
        return "process";
    }

    @Override
    public List<Finding> look() throws InterruptedException {
        String who = "%s (process %d)".formatted(process.name(), process.pid());
        if (ProcessHandle.of(process.pid()).filter(ProcessHandle::isAlive).isEmpty()) {
            return List.of(Finding.problem(Runbook.PROCESS_STANDS_STILL, "%s is gone.", who));
        }
        if (isStopped()) {
            return List.of(Finding.problem(
                    Runbook.PROCESS_STANDS_STILL,
                    "%s is stopped by a signal: it does nothing until it is continued.",
                    who));
        }
        try {
            int alive = Http.get(process.managementUrl() + "/actuator/health/liveness")
                    .statusCode();
            int ready = Http.get(process.managementUrl() + "/actuator/health/readiness")
                    .statusCode();
            if (alive != 200) {
                return List.of(Finding.problem(
                        Runbook.PROCESS_STANDS_STILL, "%s says that it is broken and has to be started again.", who));
            }
            return List.of(
                    ready == 200
                            ? Finding.ok("%s lives and is ready.", who)
                            : Finding.problem(
                                    process.name().startsWith("gateway") ? Runbook.GATEWAY_AWAY : Runbook.SILENT_WORKER,
                                    "%s lives and is not ready: %s/actuator/health/readiness answers %d.",
                                    who,
                                    process.managementUrl(),
                                    ready));
        } catch (IOException e) {
            Duration age = age();
            if (age.compareTo(MAY_START_FOR) < 0) {
                return List.of(Finding.note(
                        Runbook.PROCESS_STANDS_STILL,
                        "%s was started %d s ago and does not answer yet: look again in a minute.",
                        who,
                        age.toSeconds()));
            }
            return List.of(Finding.problem(
                    Runbook.PROCESS_STANDS_STILL,
                    "%s lives and does not answer at %s: %s.",
                    who,
                    process.managementUrl(),
                    Http.reason(e)));
        }
    }

    /** Long where the system does not tell. */
    private Duration age() {
        return ProcessHandle.of(process.pid())
                .flatMap(handle -> handle.info().startInstant())
                .map(started -> Duration.between(started, Instant.now()))
                .orElse(MAY_START_FOR);
    }

    /** Known on Linux only; elsewhere its silence has to tell. */
    private boolean isStopped() {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
                    .anyMatch(line -> line.matches("State:\\s*[Tt].*"));
        } catch (IOException e) {
            return false;
        }
    }
}

package dev.warren.bench.peer;

import dev.warren.bench.inprocess.InProcess;
import dev.warren.bench.platform.Platform;
import dev.warren.bench.scenario.Target;
import dev.warren.local.process.ServerDirectory;
import java.nio.file.Path;
import java.util.List;

/** A Java library that keeps jobs in Postgres, with producers and workers in one process and no HTTP between them. */
final class InProcessPeer implements Peer {

    private final String name;
    private final String title;
    private final JobTable table;

    private InProcessPeer(String name, String title, JobTable table) {
        this.name = name;
        this.title = title;
        this.table = table;
    }

    static InProcessPeer jobRunr() {
        return new InProcessPeer(
                InProcess.JOBRUNR,
                "JobRunr, jobs enqueued one by one by 16 threads of its process, run to completion",
                new JobTable("jobrunr_jobs", "state = 'SUCCEEDED'", true));
    }

    static InProcessPeer dbScheduler() {
        return new InProcessPeer(
                InProcess.DB_SCHEDULER,
                "db-scheduler, jobs enqueued one by one by 16 threads of its process, run to completion",
                new JobTable("scheduled_tasks", "false", false));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public Target target() {
        return Target.atLeast(3);
    }

    @Override
    public List<String> uses() {
        return List.of(Platform.POSTGRES);
    }

    @Override
    public RunningPeer start(PeerStage stage) {
        return start(
                PeerDatabase.of(stage.platform().servers().postgres(), name.replace('-', '_')),
                stage.layout().log(name),
                stage.platform().programs().processes());
    }

    RunningLibrary start(PeerDatabase database, Path log, ServerDirectory processes) {
        return RunningLibrary.start(name, database, table, log, processes);
    }

    @Override
    public String toString() {
        return name;
    }
}

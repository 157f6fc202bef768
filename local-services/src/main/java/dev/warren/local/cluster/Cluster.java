package dev.warren.local.cluster;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The servers, gateways and workers of one cluster. */
final class Cluster {

    private final ClusterDirectory directory;
    private final Servers servers;
    private final ClusterPlan plan;
    private final Supervisor supervisor;

    Cluster(ClusterDirectory directory, Servers servers, ClusterPlan plan, Supervisor supervisor) {
        this.directory = directory;
        this.servers = servers;
        this.plan = plan;
        this.supervisor = supervisor;
    }

    /** Starts gateways and workers at the same time; workers wait for the schema that a gateway lays out. */
    void start(StopSequence stops) {
        String patience = plan.keepsClasses() ? ", which keep their classes so that the next start is quicker" : "";
        stops.add("gateways" + patience, () -> supervisor.stop(names(plan.gateways())));
        stops.add("workers" + patience, () -> supervisor.stop(names(plan.workers())));
        stops.addQuietly("the supervision", this::retire);
        Stream.concat(plan.gateways().stream(), plan.workers().stream())
                .map(Planned::spec)
                .forEach(supervisor::start);
    }

    void awaitReady(Duration limit) throws InterruptedException {
        supervisor.awaitReady(limit);
    }

    /** From now on a gateway or worker that dies is started again. */
    void watch() {
        supervisor.watch(this::writeFile);
    }

    /** Says to others what runs now. */
    synchronized ClusterFile writeFile() {
        ClusterFile file = new ClusterFile(
                plan.gateways().stream()
                        .map(gateway -> new ClusterFile.Gateway(
                                gateway.url(), gateway.managementUrl(), supervisor.pid(gateway.name())))
                        .toList(),
                plan.workers().stream()
                        .map(worker -> new ClusterFile.Worker(
                                worker.name(), worker.managementUrl(), supervisor.pid(worker.name())))
                        .toList(),
                new ClusterFile.RabbitMq(
                        servers.rabbit().uri(),
                        servers.rabbit().managementUri(),
                        pid(servers.rabbit().pid()),
                        servers.rabbit().version()),
                new ClusterFile.Postgres(
                        servers.postgres().jdbcUrl(),
                        servers.postgres().user(),
                        servers.postgres().password(),
                        pid(servers.postgres().pid())));
        file.write(directory);
        return file;
    }

    private synchronized void retire() {
        supervisor.retire();
        ClusterFile.delete(directory);
    }

    private static List<String> names(List<Planned> planned) {
        return planned.stream().map(Planned::name).toList();
    }

    private static @Nullable Long pid(OptionalLong pid) {
        return pid.isPresent() ? pid.getAsLong() : null;
    }
}

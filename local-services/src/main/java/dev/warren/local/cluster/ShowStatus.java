package dev.warren.local.cluster;

import java.io.PrintStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code warren status}: what runs, as a table. Exit code 1 where nothing does. */
final class ShowStatus {

    private static final String ROW = "%-11s %-8s %-12s %s%n";

    private final ClusterDirectory directory;
    private final PrintStream out;

    ShowStatus(ClusterDirectory directory, PrintStream out) {
        this.directory = directory;
        this.out = out;
    }

    int run() {
        Optional<ProcessHandle> launcher = ClusterLock.holder(directory);
        if (launcher.isEmpty()) {
            out.printf("Nothing runs in %s.%n", directory.root());
            return 1;
        }
        Optional<ClusterFile> cluster = ClusterFile.read(directory);
        if (cluster.isEmpty()) {
            out.printf(
                    "The cluster of process %d is starting or stopping.%n",
                    launcher.get().pid());
            return 0;
        }
        print(cluster.get());
        return 0;
    }

    private void print(ClusterFile cluster) {
        out.printf(ROW, "NAME", "PROCESS", "STATE", "ADDRESS");
        int number = 1;
        for (ClusterFile.Gateway gateway : cluster.gateways()) {
            row("gateway-" + number++, gateway.pid(), stateOf(gateway.pid(), gateway.managementUrl()), gateway.url());
        }
        for (ClusterFile.Worker worker : cluster.workers()) {
            row(worker.id(), worker.pid(), stateOf(worker.pid(), worker.managementUrl()), worker.managementUrl());
        }
        ClusterFile.RabbitMq rabbit = cluster.rabbitmq();
        row(
                "rabbitmq",
                rabbit.pid(),
                stateOf(rabbit.pid()),
                new BrokerAddress(rabbit.uri()) + " (" + rabbit.version() + ")");
        ClusterFile.Postgres postgres = cluster.postgres();
        row("postgres", postgres.pid(), stateOf(postgres.pid()), postgres.jdbcUrl());
    }

    private void row(String name, @Nullable Long pid, String state, String address) {
        out.printf(ROW, name, pid == null ? "-" : pid.toString(), state, address);
    }

    private static String stateOf(long pid, String managementUrl) {
        if (!isAlive(pid)) {
            return "down";
        }
        return Readiness.isConfirmedBy(Readiness.addressAt(managementUrl)) ? "ready" : "not ready";
    }

    private static String stateOf(@Nullable Long pid) {
        if (pid == null) {
            return "elsewhere";
        }
        return isAlive(pid) ? "running" : "down";
    }

    private static boolean isAlive(long pid) {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
    }
}

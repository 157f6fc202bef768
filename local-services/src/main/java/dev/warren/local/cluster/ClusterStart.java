package dev.warren.local.cluster;

import dev.warren.local.ServiceOptions;
import dev.warren.local.process.ServerDirectory;
import dev.warren.local.process.StartRequest;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** The way from nothing to a cluster of which every part is ready. */
final class ClusterStart {

    private static final Duration READY_LIMIT = Duration.ofSeconds(150);

    private final UpOptions options;
    private final ClusterDirectory directory;
    private final Map<String, String> environment;
    private final Progress progress;
    private final StopSequence stops;

    ClusterStart(
            UpOptions options,
            ClusterDirectory directory,
            Map<String, String> environment,
            Progress progress,
            StopSequence stops) {
        this.options = options;
        this.directory = directory;
        this.environment = environment;
        this.progress = progress;
        this.stops = stops;
    }

    /** What runs when all of it is ready; from then on what dies is started again. */
    ClusterFile run() throws InterruptedException {
        CompletableFuture<Programs> unpacking =
                CompletableFuture.supplyAsync(() -> Programs.unpackedIn(directory, environment));
        ServerDirectory processes = openProcesses();
        Servers servers = Servers.start(serverOptions(), stops);
        progress.say(servers.postgres().origin());
        progress.say(servers.rabbit().origin());
        ServerAccess serverAccess = new ServerAccess(servers, environment, progress);
        Access access = serverAccess.prepare();
        String gatewayAddress = environment.getOrDefault("SERVER_ADDRESS", "127.0.0.1");
        ClusterPlan plan = new ClusterPlan(options, directory, await(unpacking), access, gatewayAddress);
        Cluster cluster = new Cluster(directory, servers, plan, new Supervisor(processes, progress));
        progress.saying("starting %d gateway(s) and %d worker(s)", options.gateways(), options.workers());
        cluster.start(stops);
        cluster.awaitReady(READY_LIMIT);
        ClusterFile started = cluster.writeFile();
        cluster.watch();
        watch(servers, cluster, () -> serverAccess.putBrokerLogins(access));
        return started;
    }

    private static Programs await(CompletableFuture<Programs> unpacking) {
        try {
            return unpacking.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof ClusterFailure failure ? failure : e;
        }
    }

    private ServerDirectory openProcesses() {
        ServerDirectory processes =
                new StartRequest("processes", directory.root(), true, environment, progress::say).directory();
        stops.addQuietly("the list of processes", processes::close);
        return processes;
    }

    private ServiceOptions serverOptions() {
        return ServiceOptions.keptIn(directory.root())
                .withEnvironment(environment)
                .telling(progress::say);
    }

    private void watch(Servers servers, Cluster cluster, Runnable putBrokerLogins) {
        Runnable restartPostgres = () -> {
            servers.postgres().restart();
            cluster.writeFile();
        };
        Runnable restartRabbit = () -> {
            servers.rabbit().restart();
            putBrokerLogins.run();
            cluster.writeFile();
        };
        new ServerWatch("Postgres", servers.postgres()::pid, restartPostgres, progress, stops).start();
        new ServerWatch("RabbitMQ", servers.rabbit()::pid, restartRabbit, progress, stops).start();
    }
}

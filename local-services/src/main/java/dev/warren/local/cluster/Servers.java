package dev.warren.local.cluster;

import dev.warren.local.LocalServices;
import dev.warren.local.ServiceOptions;
import dev.warren.local.postgres.PostgresServer;
import dev.warren.local.process.ServerFailedException;
import dev.warren.local.rabbit.RabbitServer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The two servers of the cluster. */
public record Servers(RabbitServer rabbit, PostgresServer postgres) {

    /** Starts both at the same time; the first start downloads what is missing. */
    static Servers start(ServiceOptions options, StopSequence stops) {
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            CompletableFuture<PostgresServer> postgres =
                    CompletableFuture.supplyAsync(() -> LocalServices.postgres(options), threads);
            CompletableFuture<RabbitServer> rabbit =
                    CompletableFuture.supplyAsync(() -> LocalServices.rabbit(options), threads);
            // Both are awaited before either is asked for: the one that runs is stopped where the other does not.
            CompletableFuture.allOf(postgres, rabbit).exceptionally(e -> null).join();
            if (!postgres.isCompletedExceptionally()) {
                stops.add("Postgres", postgres.join()::close);
            }
            if (!rabbit.isCompletedExceptionally()) {
                stops.add("RabbitMQ", rabbit.join()::close);
            }
            return new Servers(rabbit.join(), postgres.join());
        } catch (CompletionException e) {
            if (e.getCause() instanceof ServerFailedException failed) {
                throw new ClusterFailure(String.valueOf(failed.getMessage()), failed);
            }
            throw e;
        }
    }
}

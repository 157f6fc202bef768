package dev.warren.local;

import dev.warren.local.postgres.PostgresServer;
import dev.warren.local.postgres.PostgresWays;
import dev.warren.local.process.StartRequest;
import dev.warren.local.prometheus.PrometheusServer;
import dev.warren.local.prometheus.PrometheusSettings;
import dev.warren.local.prometheus.PrometheusWays;
import dev.warren.local.rabbit.RabbitServer;
import dev.warren.local.rabbit.RabbitWays;

/**
 * Hands out a running RabbitMQ and a running Postgres, each by the first way that this machine allows: an address in the
 * environment, Docker, an installed server started as a private one, or programs fetched and unpacked for it. For tests
 * of dashboards and alerts it does the same with a Prometheus.
 *
 * <p>All throw {@link dev.warren.local.process.ServerFailedException} with the reasons and the ways out.
 */
public final class LocalServices {

    private LocalServices() {}

    public static PostgresServer postgres(ServiceOptions options) {
        return PostgresWays.start(request("postgres", options), options.way());
    }

    public static RabbitServer rabbit(ServiceOptions options) {
        return RabbitWays.start(request("rabbitmq", options), options.way());
    }

    /**
     * A Prometheus of our own, from a program that {@code WARREN_PROMETHEUS} names, that is installed, or that is fetched.
     * {@code WARREN_SERVICES}, which is about the platform's servers, does not choose its way.
     */
    public static PrometheusServer prometheus(ServiceOptions options, PrometheusSettings settings) {
        return PrometheusWays.start(request("prometheus", options), settings, null);
    }

    private static StartRequest request(String server, ServiceOptions options) {
        return new StartRequest(
                server, options.directory(), options.durable(), options.environment(), options.progress());
    }
}

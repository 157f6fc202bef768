package dev.warren.local.prometheus;

import dev.warren.local.process.Programs;
import dev.warren.local.process.StartRequest;
import dev.warren.local.process.Way;
import dev.warren.local.process.WayClosedException;

/** A server of our own made with the Prometheus that is installed here. */
record InstalledPrometheus(PrometheusSettings settings) implements Way<PrometheusServer> {

    @Override
    public String name() {
        return "installed";
    }

    @Override
    public PrometheusServer start(StartRequest request) throws WayClosedException {
        var program = Programs.find("prometheus")
                .orElseThrow(() -> new WayClosedException("there is no prometheus on the PATH"));
        return PrometheusServer.start(request, program.toAbsolutePath(), settings);
    }
}

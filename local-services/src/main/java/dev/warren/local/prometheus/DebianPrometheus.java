package dev.warren.local.prometheus;

import dev.warren.local.process.DistributionPackages;
import dev.warren.local.process.DownloadCache;
import dev.warren.local.process.StartRequest;
import dev.warren.local.process.Way;
import dev.warren.local.process.WayClosedException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The distribution's own package, downloaded and unpacked, not installed: that would start a server for good. */
record DebianPrometheus(PrometheusSettings settings) implements Way<PrometheusServer> {

    @Override
    public String name() {
        return "packages";
    }

    @Override
    public PrometheusServer start(StartRequest request) throws WayClosedException {
        DistributionPackages.requireTools();
        var tree = DownloadCache.ofThisUser(request)
                .directory(DistributionPackages.cacheName("prometheus"), directory -> unpack(directory, request));
        return PrometheusServer.start(request, tree.resolve("usr/bin/prometheus"), settings);
    }

    /** Of what its package depends on, the program itself needs the C library alone. */
    private static void unpack(Path directory, StartRequest request) throws IOException {
        new DistributionPackages("Prometheus", directory, request::say).unpack(lists -> List.of("prometheus"), "19 MB");
    }
}

package dev.warren.local;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RabbitIT {

    @Test
    void startsFromTheDistributionsPackages() {
        try (var server = LocalServices.rabbit(
                ServiceOptions.temporary().onlyBy("packages").telling(System.err::println))) {
            System.err.println(server.origin());
            var pid = server.pid().getAsLong();
            server.kill();
            assertThat(ProcessHandle.of(pid)).isEmpty();
            server.restart();
            assertThat(server.createVirtualHost("other")).endsWith("/other");
        }
    }
}

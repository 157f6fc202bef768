package dev.warren.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RabbitIT {

    private static final ServiceOptions TEMPORARY =
            ServiceOptions.temporary().withEnvironment(GivenAddresses.removed()).telling(System.err::println);

    @Test
    void keepsItsVirtualHostsAndPortsWhenItIsKilled() {
        try (var server = LocalServices.rabbit(TEMPORARY)) {
            System.err.println(server.origin());
            var address = server.createVirtualHost("kept");
            assertThat(Broker.at(server).virtualHosts()).contains("kept", "warren");
            server.kill();
            assertThat(Broker.at(server).answers()).isFalse();
            server.restart();
            assertThat(server.createVirtualHost("kept")).isEqualTo(address);
            assertThat(Broker.at(server).virtualHosts()).contains("kept", "warren");
        }
    }

    @Test
    void isThereAgainWithItsDataBesideAnotherNode(@TempDir Path directory) {
        var kept = ServiceOptions.keptIn(directory).withEnvironment(GivenAddresses.removed());
        String address;
        try (var server = LocalServices.rabbit(kept);
                var other = LocalServices.rabbit(TEMPORARY)) {
            address = server.createVirtualHost("kept");
            assertThat(other.uri()).isNotEqualTo(server.uri());
            assertThat(other.metricsUri()).isNotEqualTo(server.metricsUri());
            assertThat(Broker.at(other).virtualHosts()).doesNotContain("kept");
        }
        try (var server = LocalServices.rabbit(kept)) {
            assertThat(Broker.at(server).virtualHosts()).contains("kept");
            assertThat(server.createVirtualHost("kept")).isEqualTo(address);
        }
    }

    @Test
    void losesItsDiskAndObeysItsCommands() {
        var privateNode = System.getenv("WARREN_RABBITMQ_ROOT") == null ? "packages" : "tree";
        try (var server = LocalServices.rabbit(ServiceOptions.temporary().onlyBy(privateNode))) {
            var address = server.uri();
            server.createVirtualHost("lost");
            assertThat(server.control("list_vhosts", "--no-table-headers")).contains("lost");

            server.wipe();
            server.restart();

            assertThat(server.uri()).isEqualTo(address);
            assertThat(Broker.at(server).virtualHosts()).contains("warren").doesNotContain("lost");
            assertThatThrownBy(() -> server.control("no_such_command")).hasMessageContaining("no_such_command");
        }
    }

    @Test
    void isUsedWhereItIsGivenByAddress() {
        try (var ours = LocalServices.rabbit(TEMPORARY)) {
            var address = Map.of("WARREN_RABBITMQ_URI", ours.uri());
            var given = LocalServices.rabbit(TEMPORARY.withEnvironment(address));
            assertThat(given.origin()).contains("given by WARREN_RABBITMQ_URI").doesNotContain(password(ours.uri()));
            assertThat(given.version()).isEqualTo(ours.version());
            assertThat(given.pid()).isEmpty();
            assertThatThrownBy(given::restart).hasMessageContaining("it is not restarted by us");
            assertThatThrownBy(() -> given.createVirtualHost("x"))
                    .hasMessageContaining("WARREN_RABBITMQ_MANAGEMENT_URI");
            given.close();

            var both =
                    Map.of("WARREN_RABBITMQ_URI", ours.uri(), "WARREN_RABBITMQ_MANAGEMENT_URI", ours.managementUri());
            assertThat(LocalServices.rabbit(TEMPORARY.withEnvironment(both)).createVirtualHost("x"))
                    .isEqualTo(ours.createVirtualHost("x"));
        }
    }

    @Test
    void saysWhenTheGivenAddressIsDeadOrNone() {
        var dead = Map.of("WARREN_RABBITMQ_URI", "amqp://a:secret@127.0.0.1:1/v");
        assertThatThrownBy(() -> LocalServices.rabbit(TEMPORARY.withEnvironment(dead)))
                .hasMessageContaining("No RabbitMQ answers at 127.0.0.1:1");
        var none = Map.of("WARREN_RABBITMQ_URI", "127.0.0.1:5672");
        assertThatThrownBy(() -> LocalServices.rabbit(TEMPORARY.withEnvironment(none)))
                .hasMessageContaining("must have the form amqp://user:password@host:port/vhost");
    }

    private static String password(String uri) {
        return uri.split("[:@]")[2];
    }
}

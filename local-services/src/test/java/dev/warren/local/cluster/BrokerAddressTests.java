package dev.warren.local.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BrokerAddressTests {

    @Test
    void keepsThePlaceForAnotherUser() {
        BrokerAddress address = new BrokerAddress("amqp://admin:one@127.0.0.1:5672/warren");

        assertThat(address.as(new Login("worker", "t w/o@:")).uri())
                .isEqualTo("amqp://worker:t%20w%2Fo%40%3A@127.0.0.1:5672/warren");
    }

    @Test
    void readsUserPasswordAndVirtualHost() {
        BrokerAddress address = new BrokerAddress("amqp://worker:t%20w%2Fo%40+@127.0.0.1:5672/%2Fteam");

        assertThat(address.login()).isEqualTo(new Login("worker", "t w/o@+"));
        assertThat(address.virtualHost()).isEqualTo("/team");
    }

    @Test
    void namesTheDefaultVirtualHostWhereNoneIsGiven() {
        assertThat(new BrokerAddress("amqp://a:b@host:5672").virtualHost()).isEqualTo("/");
        assertThat(new BrokerAddress("amqp://a:b@host:5672/").virtualHost()).isEqualTo("/");
    }

    @Test
    void showsNeitherUserNorPassword() {
        assertThat(new BrokerAddress("amqp://admin:one@127.0.0.1:5672/warren"))
                .hasToString("amqp://127.0.0.1:5672/warren");
        assertThat(new Login("admin", "one")).hasToString("admin");
    }
}

package dev.warren.gateway.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BrokerPropertiesTests {

    @Test
    void showsNoPassword() {
        var properties = properties("amqp://user:s3cret@host:5672/vhost", "also-s3cret");

        assertThat(properties.toString()).doesNotContain("s3cret").contains("amqp://host:5672/vhost");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://user:s3cret@host",
                "host:5672",
                "amqp:host",
                "amqp://user:s3cret@ho st",
                "amqp://user:s3%cret@host",
                "amqp://user:s3cret@"
            })
    void refusesWhatIsNoAddressOfABrokerWithoutRepeatingIt(String uri) {
        assertThatThrownBy(() -> properties(uri, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("warren.broker.uri")
                .hasMessageNotContaining("s3");
    }

    @Test
    void knowsAnEncryptedAddress() {
        assertThat(properties("amqps://host/%2F", null).encrypted()).isTrue();
        assertThat(properties("amqp://host/%2F", null).encrypted()).isFalse();
    }

    private static BrokerProperties properties(String uri, String password) {
        return new BrokerProperties(uri, null, password, Duration.ofSeconds(5), Duration.ofSeconds(10));
    }
}

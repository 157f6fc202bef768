package dev.warren.local.rabbit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class AmqpGreetingTests {

    @Test
    void readsTheVersionFromTheServersProperties() {
        assertThat(AmqpGreeting.versionIn(
                        bytes("\u0007productS\0\0\0\u0008RabbitMQ\u0007versionS\0\0\0\u00063.10.8xx")))
                .contains("3.10.8");
        assertThat(AmqpGreeting.versionIn(bytes("\u0007versionS\0\0\0\u00054.3.6\u0008platformS")))
                .contains("4.3.6");
    }

    @Test
    void readsNothingFromAnotherServersWords() {
        assertThat(AmqpGreeting.versionIn(bytes("HTTP/1.1 400 Bad Request"))).isEmpty();
        assertThat(AmqpGreeting.versionIn(bytes("\u0007versionS\0\0"))).isEmpty();
    }

    @Test
    void isEmptyWhereNobodyListens() {
        assertThat(AmqpGreeting.version("127.0.0.1", 1)).isEmpty();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}

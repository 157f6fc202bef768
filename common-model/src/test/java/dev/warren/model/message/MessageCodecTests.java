package dev.warren.model.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.warren.model.task.TaskStatus;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageCodecTests {

    private static final UUID TASK = UUID.fromString("019aa1f4-6a00-7000-8000-000000000001");

    private final MessageCodec<ClaimCheck> claimChecks = new MessageCodec<>(ClaimCheck.class);

    @Test
    void claimChecksSurviveTheJourney() {
        var full = new ClaimCheck(TASK, 2, 7, "echo", "default", 9, Instant.parse("2026-11-20T12:00:00Z"), "00-a-b-01");
        var bare = new ClaimCheck(TASK, 1, 1, "echo", "default", 0, null, null);

        assertThat(claimChecks.read(claimChecks.write(full))).isEqualTo(full);
        assertThat(claimChecks.read(claimChecks.write(bare))).isEqualTo(bare);
        assertThat(new String(claimChecks.write(bare), UTF_8))
                .doesNotContain("deadline")
                .doesNotContain("traceparent");
    }

    @Test
    void passesOverWhatANewerSenderAdds() {
        String body = """
                {"task":"%s","run":1,"fence":1,"agent":"echo","tenant":"default","priority":5,"colour":"red"}""".formatted(TASK);

        assertThat(claimChecks.read(body.getBytes(UTF_8)).agent()).isEqualTo("echo");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "not json",
                "{}",
                "{\"task\":\"019aa1f4-6a00-7000-8000-000000000001\",\"run\":1,\"fence\":1,\"tenant\":\"t\",\"priority\":1}",
                "{\"task\":\"not-a-uuid\",\"run\":1,\"fence\":1,\"agent\":\"a\",\"tenant\":\"t\",\"priority\":1}"
            })
    void saysWhatItCannotRead(String body) {
        assertThatExceptionOfType(UnreadableMessage.class)
                .isThrownBy(() -> claimChecks.read(body.getBytes(UTF_8)))
                .withMessageContaining("ClaimCheck");
    }

    @Test
    void ordersKeepTheirKind() {
        var codec = new MessageCodec<>(ControlMessage.class);
        var cancel = new ControlMessage.Cancel(TASK, 1, 3);
        var drain = new ControlMessage.Drain(TASK);

        assertThat(codec.read(codec.write(cancel))).isEqualTo(cancel);
        assertThat(codec.read(codec.write(drain))).isEqualTo(drain);
        assertThat(codec.read(codec.write(new ControlMessage.AgentsChanged())))
                .isEqualTo(new ControlMessage.AgentsChanged());
    }

    @Test
    void eventsNameEveryEndedTask() {
        var codec = new MessageCodec<>(TasksEnded.class);
        var event = new TasksEnded(List.of(new TasksEnded.Ended(TASK, 1, TaskStatus.COMPLETED)));

        assertThat(codec.read(codec.write(event))).isEqualTo(event);
    }
}

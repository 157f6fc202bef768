package dev.warren.chaos.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.warren.chaos.fault.FaultRecord;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTests {

    @TempDir
    Path directory;

    @Test
    void readsWhatWasWritten() {
        var spec = TaskSpec.running("chaos-short", 12)
                .behaving(Behaviour.RETRY_AFTER, 2, 300)
                .withOutput(7)
                .withDelay(5)
                .withNotBefore(6)
                .withTtl(8)
                .withTimeout(9)
                .withMaxAttempts(4)
                .withPriority(3)
                .withFirstDelay(250);
        List<Entry> written = List.of(
                new Entry.Intended(1, 2, 0, spec),
                new Entry.Answered(3, 2, Entry.Purpose.ORIGINAL, 2, 202, null, Arrays.asList(new UUID(1, 2), null)),
                new Entry.Answered(4, 2, Entry.Purpose.OTHER_BODY, 3, 422, "idempotency-key-reused", List.of()),
                new Entry.Unanswered(5, 2, Entry.Purpose.DUPLICATE, 4, "HttpTimeoutException"),
                new Entry.CancelIntended(6, new UUID(1, 2)),
                new Entry.CancelAnswered(7, new UUID(1, 2), 202, "CANCELED"),
                new Entry.ReplayIntended(8, new UUID(1, 2)));
        try (var journal = Journal.open(directory)) {
            written.forEach(journal::write);
        }

        List<Entry> read = new ArrayList<>();
        Journal.read(directory, read::add);

        assertThat(read).isEqualTo(written);
    }

    @Test
    void refusesALineThatIsCutShort() {
        assertThatThrownBy(() -> Entry.parse("A\t1\t2\tORIGINAL"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("A\t1\t2\tORIGINAL");
    }

    @Test
    void readsTheFaultsThatWereInjected() {
        var fault = new FaultRecord(
                "F1", "kill a worker", Instant.ofEpochMilli(1), Instant.ofEpochMilli(2), "worker-1\tpid 7\n");
        assertThat(FaultLog.read(directory)).isEmpty();

        FaultLog.append(directory, fault);

        assertThat(FaultLog.read(directory))
                .containsExactly(new FaultRecord(
                        "F1", "kill a worker", Instant.ofEpochMilli(1), Instant.ofEpochMilli(2), "worker-1 pid 7 "));
    }

    @Test
    void tellsTheTimeOfDayOfTheMonotonicClock() {
        new RunClock(5_000_000, 1_000_000).write(directory);

        assertThat(RunClock.read(directory).micros(3_000_000)).isEqualTo(5_002_000);
    }
}

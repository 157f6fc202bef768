package dev.warren.chaos.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeakTests {

    private static final long MIB = 1024 * 1024;

    @TempDir
    Path directory;

    @Test
    void looksAtAProcessThatLivesLikeThisOne() throws InterruptedException {
        ProcessSample sample = ProcessSample.take(
                new ProcessInfo("test", ProcessHandle.current().pid()));

        assertThat(sample).isNotNull();
        assertThat(sample.heap()).isBetween(MIB, 4096 * MIB);
        assertThat(sample.threads()).isPositive();
        assertThat(sample.files()).isPositive();
    }

    @Test
    void readsWhatEachCollectorSays() {
        assertThat(ProcessSample.used(
                        "DefNew     total 143168K, used 100K [0x0\n eden\nTenured    total 9K, used 20K [0x0"))
                .isEqualTo(120 * 1024);
        assertThat(ProcessSample.used(" garbage-first heap   total reserved 524288K, committed 9K, used 300K [0x"))
                .isEqualTo(300 * 1024);
    }

    @Test
    void findsNothingWhereAProcessHoldsWhatItHeld() throws IOException {
        samples(
                new ProcessSample("gateway-1", 7, 0, 60 * MIB, 40, 100),
                new ProcessSample("gateway-1", 7, 9, 90 * MIB, 45, 110));

        InvariantResult result = new NothingLeaks(directory).check(new Fabricated().facts());

        assertThat(result.holds()).isTrue();
        assertThat(result.checked()).isEqualTo(1);
    }

    @Test
    void findsMemoryThreadsAndConnectionsThatAreNotGivenBack() throws IOException {
        samples(
                new ProcessSample("gateway-1", 7, 0, 60 * MIB, 40, 100),
                new ProcessSample("gateway-1", 7, 9, 160 * MIB, 80, 400),
                new ProcessSample("gateway-2", 8, 0, 60 * MIB, 40, 100));

        InvariantResult result = new NothingLeaks(directory).check(new Fabricated().facts());

        assertThat(result.violations()).isEqualTo(3);
        assertThat(result.checked()).isEqualTo(1);
    }

    private void samples(ProcessSample... samples) throws IOException {
        Files.writeString(
                directory.resolve(SampleProcesses.FILE),
                Stream.of(samples).map(ProcessSample::toLine).collect(Collectors.joining("\n", "", "\n")));
    }
}

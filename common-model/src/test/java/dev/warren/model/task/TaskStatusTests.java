package dev.warren.model.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TaskStatusTests {

    @ParameterizedTest
    @EnumSource
    void everyOpenStatusLeadsToAnEndAndNoEndedOneLeadsAnywhere(TaskStatus status) {
        assertThat(Arrays.stream(TaskStatus.values()).anyMatch(status::canBecome))
                .isNotEqualTo(status.isTerminal());
    }

    @Test
    void onlyQueuedTasksStart() {
        assertThat(TaskStatus.values())
                .filteredOn(status -> status.canBecome(TaskStatus.RUNNING))
                .containsExactly(TaskStatus.QUEUED);
    }

    @Test
    void everyOpenTaskCanBeCanceled() {
        assertThat(TaskStatus.values())
                .filteredOn(status -> !status.isTerminal())
                .allMatch(status -> status.canBecome(TaskStatus.CANCELED));
    }
}

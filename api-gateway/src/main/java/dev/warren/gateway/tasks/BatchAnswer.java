package dev.warren.gateway.tasks;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ProblemDetail;

/** What became of each item of a batch, in their order. */
@Schema(name = "BatchResults")
record BatchAnswer(List<Result> results) {

    /** Has either a task or a problem. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "BatchResult")
    record Result(
            int index, @Nullable TaskView task, @Nullable ProblemDetail problem) {}
}

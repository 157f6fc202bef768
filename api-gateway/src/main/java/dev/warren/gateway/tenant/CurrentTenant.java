package dev.warren.gateway.tenant;

import dev.warren.model.task.TaskDefaults;
import org.springframework.stereotype.Component;

/** Whose tasks the request under way is about. Every reading and writing of tasks asks here, never the request. */
@Component
public class CurrentTenant {

    public String name() {
        return TaskDefaults.TENANT;
    }
}

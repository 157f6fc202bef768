package dev.warren.gateway.submit;

import dev.warren.store.publish.PublishableTask;
import java.util.List;
import org.springframework.context.annotation.Fallback;
import org.springframework.stereotype.Component;

/** Publishes nothing: without a publisher, the sweeper finds what is committed. */
@Component
@Fallback
class SweeperOnly implements Publications {

    @Override
    public int generation() {
        return 0;
    }

    @Override
    public void publish(List<PublishableTask> tasks) {}
}

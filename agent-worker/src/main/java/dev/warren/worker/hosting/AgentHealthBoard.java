package dev.warren.worker.hosting;

import dev.warren.worker.event.PlainText;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which agents are down, and why. */
public final class AgentHealthBoard {

    private static final Logger log = LoggerFactory.getLogger(AgentHealthBoard.class);

    private static final int LONGEST_REASON = 300;

    private final Map<String, String> down = new ConcurrentHashMap<>();

    public boolean isUp(String agent) {
        return !down.containsKey(agent);
    }

    /** Why {@code agent} is down; empty where it is up. */
    Optional<String> reason(String agent) {
        return Optional.ofNullable(down.get(agent));
    }

    /** Answers whether it was up before. */
    boolean isDown(String agent, String said) {
        String text = PlainText.of(said);
        String reason = text.length() <= LONGEST_REASON ? text : PlainText.of(text.substring(0, LONGEST_REASON));
        String before = down.put(agent, reason);
        if (before == null) {
            log.warn("Agent {} is down and takes no tasks: {}", agent, reason);
        }
        return before == null;
    }

    /** Answers whether it was down before. */
    boolean isUpAgain(String agent) {
        boolean news = down.remove(agent) != null;
        if (news) {
            log.info("Agent {} is up again", agent);
        }
        return news;
    }
}

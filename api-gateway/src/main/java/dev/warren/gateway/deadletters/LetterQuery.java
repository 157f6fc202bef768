package dev.warren.gateway.deadletters;

import dev.warren.gateway.problem.InvalidFields;
import dev.warren.gateway.problem.Problem;
import dev.warren.gateway.request.Parameters;
import dev.warren.store.deadletter.DeadLetterFilter;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.springframework.util.MultiValueMap;

/**
 * The parameters of a list of dead letters, checked all at once.
 *
 * @param filterHash by which page tokens of other lists are told
 */
record LetterQuery(DeadLetterFilter filter, int pageSize, int filterHash) {

    private static final List<String> KNOWN =
            List.of("agent", "reason", "endedAfter", "endedBefore", "pageSize", "pageToken");

    /** @throws Problem naming every parameter that is wrong or unknown */
    static LetterQuery parse(MultiValueMap<String, String> said, String tenant) {
        var wrong = new InvalidFields();
        var parameters = new Parameters(said, KNOWN, wrong);
        String agent = parameters.agent("agent");
        String reason = parameters.choice("reason", Reasons.ALL);
        Instant after = parameters.time("endedAfter");
        Instant before = parameters.time("endedBefore");
        int pageSize = parameters.pageSize();
        String token = parameters.single("pageToken");
        wrong.throwIfAny();
        int hash = Arrays.asList(agent, reason, after, before).hashCode();
        var last = token == null ? null : LetterToken.parse(token, hash);
        return new LetterQuery(new DeadLetterFilter(tenant, agent, reason, after, before, last), pageSize, hash);
    }
}

package dev.warren.gateway.agents;

import dev.warren.gateway.problem.Problem;
import dev.warren.gateway.problem.ProblemType;
import dev.warren.gateway.tenant.CurrentTenant;
import dev.warren.store.agent.RegisteredAgent;
import dev.warren.store.agent.RegisteredAgents;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/** Finds out which version a conditional declaration is based on. */
@Component
class ExpectVersion {

    private final RegisteredAgents agents;
    private final CurrentTenant tenant;

    ExpectVersion(RegisteredAgents agents, CurrentTenant tenant) {
        this.agents = agents;
        this.tenant = tenant;
    }

    /**
     * The version that must be current, 0 for none; absent where any may be.
     *
     * @throws Problem where it is another already, or the headers are not understood
     */
    @Nullable
    Integer of(String agent, @Nullable String ifMatch, @Nullable String ifNoneMatch) {
        if (ifNoneMatch != null) {
            if (ifMatch != null || !ifNoneMatch.strip().equals("*")) {
                throw Problem.field(
                        ProblemType.INVALID_REQUEST,
                        HttpHeaders.IF_NONE_MATCH,
                        "must be * and come alone: the agent must be new; If-Match names the version to replace");
            }
            return 0;
        }
        if (ifMatch == null) {
            return null;
        }
        List<String> tags = VersionTag.parse(HttpHeaders.IF_MATCH, ifMatch);
        RegisteredAgent current = find(agent);
        if (current == null) {
            throw DeclareAgents.otherVersion(0);
        }
        if (current.definition() == null) {
            return null; // the ledger refuses it anyway
        }
        int version = Integer.parseInt(current.version());
        if (!VersionTag.isAny(tags) && !tags.contains(VersionTag.of(current.version()))) {
            throw DeclareAgents.otherVersion(version);
        }
        return version;
    }

    private @Nullable RegisteredAgent find(String name) {
        return agents.usableBy(tenant.name()).stream()
                .filter(agent -> agent.name().equals(name))
                .findFirst()
                .orElse(null);
    }
}

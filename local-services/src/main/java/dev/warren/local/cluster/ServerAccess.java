package dev.warren.local.cluster;

import java.util.Map;

/**
 * Gives gateways and workers users of their own on our servers. On a server that the environment has named, its user is
 * taken for all: making users there is not ours.
 */
public final class ServerAccess {

    private final Servers servers;
    private final Map<String, String> environment;
    private final Progress progress;

    public ServerAccess(Servers servers, Map<String, String> environment, Progress progress) {
        this.servers = servers;
        this.environment = environment;
        this.progress = progress;
    }

    public Access prepare() {
        String jdbcUrl = servers.postgres().jdbcUrl();
        Login owner = new Login(servers.postgres().user(), servers.postgres().password());
        Login gatewayLedger = owner;
        Login workerLedger = owner;
        if (isGiven("WARREN_POSTGRES_URL")) {
            progress.saying("gateways and workers use Postgres as %s, the user that was given", owner);
        } else {
            LedgerLogins logins = new LedgerLogins(jdbcUrl, owner);
            gatewayLedger = logins.memberOf("warren_gateway");
            workerLedger = logins.memberOf("warren_worker");
        }
        BrokerAddress administrator = new BrokerAddress(servers.rabbit().uri());
        BrokerAddress gatewayBroker = administrator;
        BrokerAddress workerBroker = administrator;
        if (isGiven("WARREN_RABBITMQ_URI")) {
            progress.saying("gateways and workers use RabbitMQ as %s, the user that was given", administrator.login());
        } else {
            gatewayBroker = administrator.as(Login.withNewPassword("warren-gateway"));
            workerBroker = administrator.as(Login.withNewPassword("warren-worker"));
        }
        Access access = new Access(jdbcUrl, owner, gatewayLedger, workerLedger, gatewayBroker, workerBroker);
        putBrokerLogins(access);
        return access;
    }

    /** Again after a restart of the broker, which may have lost its disk. */
    public void putBrokerLogins(Access access) {
        if (isGiven("WARREN_RABBITMQ_URI")) {
            return;
        }
        BrokerLogins logins = new BrokerLogins(
                new BrokerAddress(servers.rabbit().managementUri()),
                new BrokerAddress(servers.rabbit().uri()).virtualHost());
        logins.put(access.gatewayBroker().login(), BrokerLogins.GATEWAY);
        logins.put(access.workerBroker().login(), BrokerLogins.WORKER);
    }

    private boolean isGiven(String variable) {
        return !environment.getOrDefault(variable, "").isBlank();
    }
}

package dev.warren.local.cluster;

/**
 * How gateways and workers come to the servers.
 *
 * @param migration the owner of the database, who lays out the schema
 * @param gatewayBroker an AMQP address with user and password
 * @param workerBroker an AMQP address with user and password
 */
public record Access(
        String jdbcUrl,
        Login migration,
        Login gatewayLedger,
        Login workerLedger,
        BrokerAddress gatewayBroker,
        BrokerAddress workerBroker) {}

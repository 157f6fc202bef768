package dev.warren.gateway.broker;

import com.rabbitmq.client.Connection;

/**
 * A connection to publish on, to a broker that was recognized and has the topology.
 *
 * @param version of the broker
 * @param gather lets messages leave together
 * @param generation of the broker by the ledger's count; whatever is sent on this connection is of it
 */
public record PublishingConnection(Connection connection, GatherWrites gather, String version, int generation) {}

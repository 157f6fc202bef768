package dev.warren.gateway.agents;

/**
 * Application event: agents were paused, resumed or declared, and the ledger says so. Listeners must return at once; they
 * only make it faster, for workers and gateways find it by themselves.
 */
public record AgentsChanged() {}

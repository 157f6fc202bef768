package dev.warren.gateway.broker;

/** The broker takes messages (again), and its topology is declared: what had to wait may go on. */
public record BrokerReady() {}

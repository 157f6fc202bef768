package dev.warren.chaos.cluster;

/** How many gateways and workers a campaign runs. */
public record Size(int gateways, int workers) {}

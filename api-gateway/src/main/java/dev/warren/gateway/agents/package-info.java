/** The registry of agents, for submissions and for those who ask. */
@NullMarked
package dev.warren.gateway.agents;

import org.jspecify.annotations.NullMarked;

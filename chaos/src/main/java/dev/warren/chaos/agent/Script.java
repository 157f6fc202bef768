package dev.warren.chaos.agent;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.warren.chaos.journal.Behaviour;

/**
 * The input of the test agents: what their attempts do. As {@link dev.warren.chaos.journal.TaskSpec} says; {@code pad}
 * only makes it large.
 */
@JsonIgnoreProperties("pad")
record Script(Behaviour behaviour, int run, int bad, int retryAfter, int output) {}

/** Agents that are declared as data: their conversation with a model, its tools, and the handoff to each other. */
@NullMarked
package dev.warren.llm.agent;

import org.jspecify.annotations.NullMarked;

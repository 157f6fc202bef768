/** The registry of agents. */
@NullMarked
package dev.warren.store.agent;

import org.jspecify.annotations.NullMarked;

/** The test agents, and the worker process that hosts them: they write what they did to files that no fault reaches. */
@NullMarked
package dev.warren.chaos.agent;

import org.jspecify.annotations.NullMarked;

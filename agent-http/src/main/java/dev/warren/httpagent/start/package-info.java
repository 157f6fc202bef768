/** Adds the HTTP endpoints that the configuration names to the worker that has this module on its class path. */
@NullMarked
package dev.warren.httpagent.start;

import org.jspecify.annotations.NullMarked;

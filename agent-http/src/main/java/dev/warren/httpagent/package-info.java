/** Agents in any language, behind HTTP endpoints that a worker's operator names. */
@NullMarked
package dev.warren.httpagent;

import org.jspecify.annotations.NullMarked;

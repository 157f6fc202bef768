/** What goes over the wire to an HTTP agent and back, as {@code docs/http-agent.schema.json} describes it. */
@NullMarked
package dev.warren.httpagent.wire;

import org.jspecify.annotations.NullMarked;

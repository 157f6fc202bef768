/** One attempt of a task by an HTTP agent: the call, what its answer means, and what its failures mean. */
@NullMarked
package dev.warren.httpagent.call;

import org.jspecify.annotations.NullMarked;

/** The agents that this process hosts. */
@NullMarked
package dev.warren.worker.hosting;

import org.jspecify.annotations.NullMarked;

/** The code of docs/write-a-java-agent.md, run. */
@NullMarked
package dev.warren.worker.guide;

import org.jspecify.annotations.NullMarked;

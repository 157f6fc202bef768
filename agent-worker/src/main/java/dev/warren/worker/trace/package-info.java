/** The spans of attempts whose tasks are sampled. */
@NullMarked
package dev.warren.worker.trace;

import org.jspecify.annotations.NullMarked;

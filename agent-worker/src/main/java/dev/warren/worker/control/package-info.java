/** Orders to this worker. */
@NullMarked
package dev.warren.worker.control;

import org.jspecify.annotations.NullMarked;

/** Running attempts: each on a virtual thread, within its timeout, stoppable. */
@NullMarked
package dev.warren.worker.run;

import org.jspecify.annotations.NullMarked;

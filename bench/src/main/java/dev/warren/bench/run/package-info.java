/** The run itself: options, the directory, scenario after scenario, the exit code. */
@NullMarked
package dev.warren.bench.run;

import org.jspecify.annotations.NullMarked;

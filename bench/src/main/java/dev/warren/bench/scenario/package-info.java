/** The scenarios, one class each: what is done, and which figures it gives. */
@NullMarked
package dev.warren.bench.scenario;

import org.jspecify.annotations.NullMarked;

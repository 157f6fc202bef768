/** The result, for people and for programs. */
@NullMarked
package dev.warren.bench.report;

import org.jspecify.annotations.NullMarked;

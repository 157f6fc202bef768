/** The benchmark: real servers and the packaged jars under load, each figure beside its target. */
@NullMarked
package dev.warren.bench;

import org.jspecify.annotations.NullMarked;

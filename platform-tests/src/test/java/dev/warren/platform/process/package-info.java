/** The platform as its users run it: packaged jars as processes, spoken to over HTTP. */
@NullMarked
package dev.warren.platform.process;

import org.jspecify.annotations.NullMarked;

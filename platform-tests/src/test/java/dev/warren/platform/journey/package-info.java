/** What users do, from submitting to reading the result. */
@NullMarked
package dev.warren.platform.journey;

import org.jspecify.annotations.NullMarked;

/** A server that speaks the wire formats of language models and says what its script says. */
@NullMarked
package dev.warren.test.model;

import org.jspecify.annotations.NullMarked;

/** The language models that the worker reaches, and one call of one: in Spring AI's terms, over an HTTP exchange of our own. */
@NullMarked
package dev.warren.llm.endpoint;

import org.jspecify.annotations.NullMarked;

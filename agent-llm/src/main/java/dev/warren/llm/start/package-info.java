/** What makes a worker run language-model agents once this module is on its class path. */
@NullMarked
package dev.warren.llm.start;

import org.jspecify.annotations.NullMarked;

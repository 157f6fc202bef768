/** An agent author's application: one agent, one setting file, the worker's starter. */
@NullMarked
package dev.warren.example.wordcount;

import org.jspecify.annotations.NullMarked;

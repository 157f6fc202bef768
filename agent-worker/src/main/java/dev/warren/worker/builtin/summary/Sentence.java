package dev.warren.worker.builtin.summary;

/**
 * A sentence of a text.
 *
 * @param index its place in the text, from 0
 * @param text its words as they stand, each stretch of white space as one space
 * @param whole whether it ends as a sentence does; a heading, an item of a list or a piece of an overlong sentence does
 *     not
 */
record Sentence(int index, String text, boolean whole) {}

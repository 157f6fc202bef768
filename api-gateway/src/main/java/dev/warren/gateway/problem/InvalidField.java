package dev.warren.gateway.problem;

/**
 * What is wrong with one field, parameter or header.
 *
 * @param field its name; parts of a path are separated by dots
 * @param message what it must be
 */
public record InvalidField(String field, String message) {}

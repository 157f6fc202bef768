package dev.warren.chaos.check;

import java.util.List;
import java.util.Map;

/**
 * What the processes' logs say.
 *
 * @param lines of all logs
 * @param errors lines of level ERROR, by what they say without its numbers and names, and how often
 * @param forbidden lines that tell of something that must never happen
 */
record LogFacts(long lines, Map<String, Long> errors, List<String> forbidden) {}

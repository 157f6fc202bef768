package dev.warren.chaos.check;

import java.util.List;
import java.util.Map;

/**
 * What the agents' effect logs say.
 *
 * @param executions by their token
 * @param torn lines that a dying process left unfinished
 */
record EffectFacts(List<AgentProcess> processes, Map<String, Execution> executions, int torn) {}

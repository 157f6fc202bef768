package dev.warren.worker.builtin;

import dev.warren.worker.agent.Agent;
import org.springframework.beans.factory.BeanRegistrar;
import org.springframework.beans.factory.BeanRegistry;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/**
 * Makes beans of the agents that come with the worker, those that {@code warren.worker.builtin-agents} names; the
 * worker's own service imports it, an author's application only where it wants them.
 */
@Configuration(proxyBeanMethods = false)
@Import(BuiltinAgents.Chosen.class)
public class BuiltinAgents {

    /** A registrar, because which beans there are is itself configuration. */
    static class Chosen implements BeanRegistrar {

        @Override
        public void register(BeanRegistry registry, Environment environment) {
            Binder.get(environment)
                    .bindOrCreate("warren.worker", BuiltinAgentsProperties.class)
                    .builtinAgents()
                    .forEach(agent -> registry.registerBean(
                            agent.beanName(), Agent.class, bean -> bean.supplier(context -> agent.make())));
        }
    }
}

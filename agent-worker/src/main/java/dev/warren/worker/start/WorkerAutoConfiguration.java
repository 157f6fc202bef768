package dev.warren.worker.start;

import dev.warren.model.trace.Traces;
import dev.warren.worker.agent.Agent;
import dev.warren.worker.agent.AgentRuntime;
import dev.warren.worker.broker.BrokerSettings;
import dev.warren.worker.hosting.DeclaredHere;
import dev.warren.worker.hosting.HostedAgents;
import dev.warren.worker.metric.MetricsSettings;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Hosts every {@link Agent} bean of the application, and the declared agents that its {@link AgentRuntime} beans run, unless {@code warren.worker.enabled} is false. It brings one bean and
 * keeps its connections to itself, so that the application's own DataSource and ConnectionFactory are configured as if it
 * were not there.
 */
@AutoConfiguration
@ConditionalOnProperty(name = "warren.worker.enabled", matchIfMissing = true)
@EnableConfigurationProperties({WorkerSettings.class, LedgerSettings.class, BrokerSettings.class, MetricsSettings.class
})
public final class WorkerAutoConfiguration {

    @Bean
    WorkerLifecycle warrenWorkerLifecycle(
            WorkerSettings worker,
            LedgerSettings ledger,
            BrokerSettings broker,
            MetricsSettings metrics,
            ListableBeanFactory beans,
            ObjectProvider<MeterRegistry> registry,
            ObjectProvider<OpenTelemetry> telemetry) {
        var content = new Hosting.Content(
                HostedAgents.of(beans.getBeansOfType(Agent.class)),
                new DeclaredHere(beans.getBeansOfType(AgentRuntime.class).values()));
        return new WorkerLifecycle(new Worker(
                new Worker.Settings(worker, ledger, broker, metrics),
                content,
                registry.getIfAvailable(SimpleMeterRegistry::new),
                Traces.of(telemetry.getIfAvailable())));
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(HealthIndicator.class)
    static class Health {

        @Bean
        HealthIndicator warrenWorkerHealthIndicator(WorkerLifecycle lifecycle) {
            return new WorkerHealth(lifecycle.worker());
        }
    }
}

package dev.warren.gateway.metric;

import dev.warren.model.metric.Meters;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(MetricsProperties.class)
class MetricsWiring {

    @Bean
    Meters meters(MeterRegistry registry, MetricsProperties properties) {
        return new Meters(registry, properties.buckets());
    }
}

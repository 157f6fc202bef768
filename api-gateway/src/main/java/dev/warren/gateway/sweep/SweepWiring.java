package dev.warren.gateway.sweep;

import dev.warren.store.sweep.SweepLedger;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcOperations;

/** The ledger's statements that the sweeper runs. */
@Configuration(proxyBeanMethods = false)
class SweepWiring {

    @Bean
    SweepLedger sweepLedger(JdbcOperations ledger) {
        return new SweepLedger(ledger);
    }
}

package dev.warren.gateway.deadmessages;

import dev.warren.store.deadletter.KeepUnreadable;
import dev.warren.store.deadletter.SettleDeadMessages;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcOperations;

/** The ledger's statements that dead messages need. */
@Configuration(proxyBeanMethods = false)
class DeadLetterWiring {

    @Bean
    SettleDeadMessages settleDeadMessages(JdbcOperations ledger) {
        return new SettleDeadMessages(ledger);
    }

    @Bean
    KeepUnreadable keepUnreadable(JdbcOperations ledger) {
        return new KeepUnreadable(ledger);
    }
}

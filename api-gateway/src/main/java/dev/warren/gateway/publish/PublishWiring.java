package dev.warren.gateway.publish;

import dev.warren.store.publish.PublicationLog;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcOperations;

/** The ledger's statements that publishing runs. */
@Configuration(proxyBeanMethods = false)
class PublishWiring {

    @Bean
    PublicationLog publicationLog(JdbcOperations ledger) {
        return new PublicationLog(ledger);
    }
}

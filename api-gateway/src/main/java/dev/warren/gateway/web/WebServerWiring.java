package dev.warren.gateway.web;

import org.apache.catalina.core.StandardHost;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.springframework.boot.http.converter.autoconfigure.ServerHttpMessageConvertersCustomizer;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** The web server's own answers. */
@Configuration(proxyBeanMethods = false)
class WebServerWiring {

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> problemsOfTheWebServer() {
        return server -> server.addContextCustomizers(context -> {
            if (context.getParent() instanceof StandardHost host) {
                host.setErrorReportValveClass(ProblemValve.class.getName());
            }
        });
    }

    @Bean
    ServerHttpMessageConvertersCustomizer jsonWithItsLength(JsonMapper mapper) {
        return converters -> converters.withJsonConverter(new SizedJson(mapper));
    }

    /** Whoever asks before sending a body is told to go on only when it is wanted, and else is refused at once. */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> goAheadWhenTheBodyIsRead() {
        return server -> server.addConnectorCustomizers(connector -> {
            if (connector.getProtocolHandler() instanceof AbstractHttp11Protocol<?> http) {
                http.setContinueResponseTiming("onRead");
            }
        });
    }
}

package dev.warren.gateway.web;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.servers.Server;
import java.util.List;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.ProblemDetail;

/** The description of the API, made from its controllers. */
@Configuration(proxyBeanMethods = false)
class OpenApiWiring {

    static {
        SpringDocUtils.getConfig()
                .replaceWithSchema(JsonText.class, new Schema<>().description("Any JSON"))
                .replaceWithSchema(ProblemDetail.class, new Schema<>().$ref(DescribeProblems.SCHEMA));
    }

    @Bean
    OpenAPI description() {
        return new OpenAPI()
                .info(new Info()
                        .title("Warren")
                        .version("v1")
                        .description("Submit tasks for AI agents, watch them, and get their results. Fields without a "
                                + "value are left out of answers; fields that are not known are refused. Errors are "
                                + "problem details of RFC 9457, with a type that stays."))
                .servers(List.of(new Server().url("/")))
                .components(new Components().addSchemas(DescribeProblems.SCHEMA, DescribeProblems.schema()));
    }

    @Bean
    OperationCustomizer problemsOfOperations() {
        return new DescribeProblems();
    }
}

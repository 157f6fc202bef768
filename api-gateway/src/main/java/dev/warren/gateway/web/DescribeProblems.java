package dev.warren.gateway.web;

import dev.warren.gateway.problem.MayAnswer;
import dev.warren.gateway.problem.ProblemType;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.http.HttpHeaders;
import org.springframework.web.method.HandlerMethod;

/** Adds to each call what {@link MayAnswer} says of it: one answer per status, one example per problem. */
final class DescribeProblems implements OperationCustomizer {

    static final String SCHEMA = "Problem";

    @Override
    public Operation customize(Operation operation, HandlerMethod method) {
        MayAnswer problems = method.getMethodAnnotation(MayAnswer.class);
        if (problems != null) {
            Map<Integer, List<ProblemType>> byStatus = Arrays.stream(problems.value())
                    .collect(Collectors.groupingBy(type -> type.status().value(), TreeMap::new, Collectors.toList()));
            byStatus.forEach((status, types) ->
                    operation.getResponses().addApiResponse(Integer.toString(status), describe(types)));
        }
        return operation;
    }

    private static ApiResponse describe(List<ProblemType> types) {
        var media = new MediaType().schema(new Schema<>().$ref(SCHEMA));
        types.forEach(type -> media.addExamples(type.slug(), new Example().value(example(type))));
        var answer = new ApiResponse()
                .description(types.stream().map(ProblemType::title).collect(Collectors.joining("; ")))
                .content(new Content().addMediaType("application/problem+json", media));
        if (types.getFirst().status().is5xxServerError()) {
            answer.addHeaderObject(
                    HttpHeaders.RETRY_AFTER,
                    new Header()
                            .description("Seconds to wait before trying again")
                            .schema(new IntegerSchema()));
        }
        return answer;
    }

    private static Map<String, Object> example(ProblemType type) {
        var example = new LinkedHashMap<String, Object>();
        example.put("type", type.uri().toString());
        example.put("title", type.title());
        example.put("status", type.status().value());
        return example;
    }

    /** What every problem has, whichever it is. */
    static Schema<?> schema() {
        return new ObjectSchema()
                .addProperty("type", new StringSchema().format("uri").description("Tells the problem; stays"))
                .addProperty("title", new StringSchema())
                .addProperty("status", new IntegerSchema())
                .addProperty("detail", new StringSchema().description("For people"))
                .addProperty("instance", new StringSchema().description("Path of the request"))
                .addProperty(
                        "traceId",
                        new StringSchema()
                                .description("Of the request's trace; lines of the gateway's log that belong to it have"
                                        + " it too"))
                .addProperty(
                        "errors",
                        new ArraySchema()
                                .description("What is wrong with which field")
                                .items(new ObjectSchema()
                                        .addProperty("field", new StringSchema())
                                        .addProperty("message", new StringSchema())));
    }
}

package dev.warren.model.trace;

import static io.opentelemetry.api.common.AttributeKey.doubleKey;
import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;

import io.opentelemetry.api.common.AttributeKey;

/**
 * What spans say: names of OpenTelemetry's semantic conventions for messaging, HTTP and generative AI, and Warren's own.
 * Never an input, an output, a prompt or an answer.
 */
public final class TraceAttribute {

    public static final AttributeKey<String> TASK_ID = stringKey("warren.task.id");
    public static final AttributeKey<Long> TASK_RUN = longKey("warren.task.run");
    public static final AttributeKey<Long> TASK_ATTEMPT = longKey("warren.task.attempt");
    public static final AttributeKey<String> TASK_STATUS = stringKey("warren.task.status");
    public static final AttributeKey<String> TASK_REASON = stringKey("warren.task.reason");
    public static final AttributeKey<Long> TASK_PRIORITY = longKey("warren.task.priority");
    public static final AttributeKey<String> TENANT = stringKey("warren.tenant");
    public static final AttributeKey<String> WORKER = stringKey("warren.worker");
    public static final AttributeKey<String> OUTCOME = stringKey("warren.outcome");
    public static final AttributeKey<String> HANDOFF_TO = stringKey("warren.handoff.to");

    public static final AttributeKey<String> MESSAGING_SYSTEM = stringKey("messaging.system");
    public static final AttributeKey<String> MESSAGING_DESTINATION = stringKey("messaging.destination.name");
    public static final AttributeKey<String> MESSAGING_OPERATION = stringKey("messaging.operation.name");
    public static final AttributeKey<String> MESSAGING_OPERATION_TYPE = stringKey("messaging.operation.type");
    public static final AttributeKey<String> MESSAGING_MESSAGE_ID = stringKey("messaging.message.id");

    public static final AttributeKey<String> HTTP_METHOD = stringKey("http.request.method");
    public static final AttributeKey<String> HTTP_ROUTE = stringKey("http.route");
    public static final AttributeKey<Long> HTTP_STATUS = longKey("http.response.status_code");
    public static final AttributeKey<String> URL_PATH = stringKey("url.path");
    public static final AttributeKey<String> SERVER_ADDRESS = stringKey("server.address");
    public static final AttributeKey<Long> SERVER_PORT = longKey("server.port");

    public static final AttributeKey<String> GEN_AI_OPERATION = stringKey("gen_ai.operation.name");
    public static final AttributeKey<String> GEN_AI_PROVIDER = stringKey("gen_ai.provider.name");
    public static final AttributeKey<String> GEN_AI_AGENT = stringKey("gen_ai.agent.name");
    public static final AttributeKey<String> GEN_AI_AGENT_VERSION = stringKey("gen_ai.agent.version");
    public static final AttributeKey<String> GEN_AI_REQUEST_MODEL = stringKey("gen_ai.request.model");
    public static final AttributeKey<Long> GEN_AI_REQUEST_MAX_TOKENS = longKey("gen_ai.request.max_tokens");
    public static final AttributeKey<Double> GEN_AI_REQUEST_TEMPERATURE = doubleKey("gen_ai.request.temperature");
    public static final AttributeKey<String> GEN_AI_RESPONSE_MODEL = stringKey("gen_ai.response.model");
    public static final AttributeKey<Long> GEN_AI_INPUT_TOKENS = longKey("gen_ai.usage.input_tokens");
    public static final AttributeKey<Long> GEN_AI_OUTPUT_TOKENS = longKey("gen_ai.usage.output_tokens");
    public static final AttributeKey<String> GEN_AI_TOOL = stringKey("gen_ai.tool.name");
    public static final AttributeKey<String> GEN_AI_TOOL_CALL = stringKey("gen_ai.tool.call.id");
    public static final AttributeKey<String> GEN_AI_TOOL_TYPE = stringKey("gen_ai.tool.type");

    public static final AttributeKey<String> ERROR_TYPE = stringKey("error.type");

    private TraceAttribute() {}
}

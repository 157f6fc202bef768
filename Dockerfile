# The gateway and the worker, compiled together, each in an image of its own:
#   docker build --target api-gateway --tag warren/api-gateway .
#   docker build --target agent-worker --tag warren/agent-worker .
# Nothing here needs BuildKit.
ARG BUILD_IMAGE=maven:3.9-eclipse-temurin-25
ARG RUNTIME_IMAGE=eclipse-temurin:25-jre

# The poms alone: while they stay the same, the layer with the dependencies below stays too.
FROM ${BUILD_IMAGE} AS poms
WORKDIR /src
COPY . .
RUN find . -type f ! -name pom.xml ! -path './.mvn/*' -delete && find . -type d -empty -delete

FROM ${BUILD_IMAGE} AS build
WORKDIR /src
COPY --from=poms /src ./
RUN mvn -B -ntp -q -pl api-gateway,worker-service -am package \
      -Dmaven.test.skip -Dspotless.check.skip -Dspring-boot.repackage.skip
COPY . .
RUN mvn -B -ntp -q -pl api-gateway,worker-service -am clean package -Dmaven.test.skip -Dspotless.check.skip
# By how often they change, so that a new version of Warren is a small layer on top of the old dependencies.
RUN for app in api-gateway:api-gateway-*.jar worker-service:worker-service-*.jar; do \
      module=${app%%:*} && mkdir -p /layers && cp "$module"/target/${app#*:} "/layers/$module.jar" && \
      java -Djarmode=tools -jar "/layers/$module.jar" extract --layers --destination "/layers/$module" || exit 1; \
    done

FROM ${RUNTIME_IMAGE} AS runtime
RUN groupadd --gid 10001 warren && \
    useradd --uid 10001 --gid 10001 --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin warren
COPY docker/app/healthcheck /usr/local/bin/healthcheck
WORKDIR /app
USER 10001:10001
# The heap follows the container's memory; a process without memory ends, and is started anew, instead of limping on. What
# the JIT compilers have used once is given back to the system each minute.
ENV JAVA_TOOL_OPTIONS="-XX:MaxRAMPercentage=65 -XX:+ExitOnOutOfMemoryError -XX:TrimNativeHeapInterval=60000"
EXPOSE 8081
HEALTHCHECK --interval=5s --timeout=5s --start-period=120s --retries=3 CMD ["/usr/local/bin/healthcheck"]

FROM runtime AS api-gateway
COPY --from=build /layers/api-gateway/dependencies/ ./
COPY --from=build /layers/api-gateway/spring-boot-loader/ ./
COPY --from=build /layers/api-gateway/snapshot-dependencies/ ./
COPY --from=build /layers/api-gateway/application/ ./
EXPOSE 8080
ENTRYPOINT ["java", "-jar", "api-gateway.jar"]

FROM runtime AS agent-worker
COPY --from=build /layers/worker-service/dependencies/ ./
COPY --from=build /layers/worker-service/spring-boot-loader/ ./
COPY --from=build /layers/worker-service/snapshot-dependencies/ ./
COPY --from=build /layers/worker-service/application/ ./
ENTRYPOINT ["java", "-jar", "worker-service.jar"]

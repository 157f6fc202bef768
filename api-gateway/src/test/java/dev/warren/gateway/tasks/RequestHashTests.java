package dev.warren.gateway.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.gateway.request.StrictJson;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestHashTests {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"agent":"a","input":{"x":1,"y":2}}   | { "input": {"y":2, "x":1}, "agent":"a" }
            {"agent":"a","ttl":"PT60S"}           | {"agent":"a","ttl":"PT1M"}
            {"agent":"a","input":"\\u0041"}       | {"agent":"a","input":"A"}
            {"agent":"a"}                         | {"agent":"a","input":null}
            {"agent":"a","labels":{"x":"1","y":"2"}} | {"agent":"a","labels":{"y":"2","x":"1"}}
            {"agent":"a","retry":{"firstDelay":"PT60S"}} | {"agent":"a","retry":{"firstDelay":"PT1M","factor":null}}
            {"agent":"a","retry":{"nonRetryable":["X","Y"]}} | {"agent":"a","retry":{"nonRetryable":["Y","X","X"]}}
            {"agent":"a","retry":{}}              | {"agent":"a"}
            {"capabilities":["a","b"]}            | {"capabilities":["b","a"]}
            """)
    void isOneForBodiesThatSayTheSame(String one, String other) {
        assertThat(hash(one)).isEqualTo(hash(other));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"agent":"a"}                 | {"agent":"b"}
            {"agent":"a"}                 | {"capabilities":["a"]}
            {"capabilities":["a"]}        | {"capabilities":["a","b"]}
            {"agent":"a"}                 | {"agent":"a","priority":5}
            {"agent":"a","input":1}       | {"agent":"a","input":1.0}
            {"agent":"a","input":[1,2]}   | {"agent":"a","input":[2,1]}
            {"agent":"a","input":{"a":1}} | {"agent":"a","labels":{"a":"1"}}
            {"agent":"a","ttl":"PT1S"}    | {"agent":"a","timeout":"PT1S"}
            {"agent":"a","delay":"PT0S"}  | {"agent":"a"}
            {"agent":"a","input":"\\ud800"} | {"agent":"a","input":"\\ud801"}
            {"agent":"a","retry":{"factor":2}} | {"agent":"a"}
            {"agent":"a","retry":{"jitter":1}} | {"agent":"a","retry":{"factor":1}}
            {"agent":"a","retry":{"nonRetryable":[]}} | {"agent":"a","retry":{"factor":1}}
            """)
    void differsForBodiesThatSayDifferentThings(String one, String other) {
        assertThat(hash(one)).isNotEqualTo(hash(other));
    }

    private static String hash(String body) {
        return RequestHash.of(StrictJson.read(
                body.getBytes(StandardCharsets.UTF_8), json -> ReadTaskRequest.read(json, Clock.systemUTC())));
    }
}

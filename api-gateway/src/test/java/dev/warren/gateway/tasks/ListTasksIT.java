package dev.warren.gateway.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.gateway.fixture.RunningGateway;
import dev.warren.gateway.fixture.RunningGateway.Answer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ListTasksIT {

    private final RunningGateway gateway = RunningGateway.shared();
    private final String mark = UUID.randomUUID().toString();

    @BeforeEach
    void anotherTask() {
        gateway.submitted("\"labels\":{\"mark\":\"another\"}");
    }

    @Test
    void listsTheNewestFirstPageByPage() {
        var submitted = new ArrayList<String>();
        for (int i = 0; i < 5; i++) {
            submitted.addFirst(submitted("").toString());
        }

        var listed = new ArrayList<String>();
        String token = "";
        int pages = 0;
        do {
            Answer page = list("&pageSize=2" + (token.isEmpty() ? "" : "&pageToken=" + token));
            assertThat(page.status()).isEqualTo(200);
            listed.addAll(ids(page));
            token = page.body().path("nextPageToken").asString("");
            pages++;
        } while (!token.isEmpty());

        assertThat(listed).isEqualTo(submitted);
        assertThat(pages).isEqualTo(3);
    }

    @Test
    void filtersByStatusAgentAndLabels() {
        UUID later = submitted("\"delay\":\"PT1H\",");
        UUID now = submitted("");

        assertThat(ids(list("&status=SCHEDULED"))).containsExactly(later.toString());
        assertThat(ids(list("&status=QUEUED&agent=echo"))).containsExactly(now.toString());
        assertThat(ids(list("&agent=other"))).isEmpty();
        assertThat(list("&label=mark:another").fields()).containsExactly("label");
        assertThat(ids(list("&label=url:http://x"))).hasSize(2);
        assertThat(ids(list("&label=missing:"))).isEmpty();
    }

    @Test
    void filtersByTime() {
        UUID first = submitted("");
        String middle = gateway.task(first).get("createdAt").asString();
        org.awaitility.Awaitility.await()
                .until(() -> java.time.Instant.now()
                        .isAfter(java.time.Instant.parse(middle).plusMillis(2)));
        UUID second = submitted("");
        String split = encoded(java.time.Instant.parse(middle).plusMillis(1).toString());

        assertThat(ids(list("&createdAfter=" + split))).containsExactly(second.toString());
        assertThat(ids(list("&createdBefore=" + split))).containsExactly(first.toString());
        assertThat(ids(list("&createdAfter=" + split + "&createdBefore=" + split)))
                .isEmpty();
        assertThat(ids(list("&createdAfter=2020-01-01T00:00:00%2B01:00"))).hasSize(2);
        assertThat(ids(list("&createdAfter=9999-12-31T23:59:59Z"))).isEmpty();
    }

    @Test
    void cutsAPageOfLargeTasksShort() {
        String large = "\"input\":\"" + "x".repeat(1024 * 1024 - 2) + "\",";
        for (int i = 0; i < 10; i++) {
            submitted(large);
        }

        Answer first = list("&pageSize=100");
        assertThat(ids(first)).hasSize(8);
        Answer rest = list(
                "&pageSize=100&pageToken=" + first.body().get("nextPageToken").asString());
        assertThat(ids(rest)).hasSize(2).doesNotContainAnyElementsOf(ids(first));
        assertThat(rest.body().has("nextPageToken")).isFalse();
    }

    @Test
    void refusesATokenOfAnotherList() {
        submitted("");
        submitted("");
        String token = list("&pageSize=1").body().get("nextPageToken").asString();

        Answer answer = gateway.get("/v1/tasks?pageToken=" + token);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.fields()).containsExactly("pageToken");
    }

    @Test
    void namesEveryParameterItDoesNotUnderstand() {
        Answer answer = gateway.get("/v1/tasks?status=DONE&pageSize=1000&createdAfter=x&label=y&sort=up");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.fields()).containsExactlyInAnyOrder("sort", "status", "label", "createdAfter", "pageSize");
    }

    private UUID submitted(String fields) {
        return gateway.submitted(fields + "\"labels\":{\"mark\":\"" + mark + "\",\"url\":\"http://x\"}");
    }

    private Answer list(String more) {
        return gateway.get("/v1/tasks?label=mark:" + mark + more);
    }

    private static List<String> ids(Answer page) {
        return page.body()
                .get("tasks")
                .valueStream()
                .map(task -> task.get("id").asString())
                .toList();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}

package dev.warren.local.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.PullResponseItem;
import dev.warren.local.process.StartRequest;
import dev.warren.local.process.WayClosedException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.utility.DockerImageName;

/** The Docker engine of this machine, found and spoken to through Testcontainers. */
final class DockerEngine {

    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(30);
    private static final Duration PULL_SILENCE = Duration.ofSeconds(15);
    private static final Duration PULL_LIMIT = Duration.ofMinutes(3);

    private DockerEngine() {}

    /**
     * @return the client of an engine that has the image now
     * @throws WayClosedException where no engine answers, or the image is neither there nor soon to be had
     */
    static DockerClient withImage(DockerImageName image, StartRequest request) throws WayClosedException {
        DockerSocket.requireAnswer(request);
        var client = client();
        try {
            client.inspectImageCmd(image.asCanonicalNameString()).exec();
        } catch (NotFoundException missing) {
            request.say("Pulling the image " + image);
            pull(client, image);
        }
        return client;
    }

    /** Where Testcontainers can reach the ports of its containers. */
    static String host() {
        return DockerClientFactory.instance().dockerHostIpAddress();
    }

    /** Asked once: an engine that did not get ready for the one server is not waited for again for the other. */
    private static DockerClient client() throws WayClosedException {
        try {
            return Asked.CLIENT.get(ANSWER_LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            Asked.CLIENT.completeExceptionally(e);
            throw new WayClosedException("Docker was not ready within " + ANSWER_LIMIT.toSeconds() + " s");
        } catch (ExecutionException e) {
            throw new WayClosedException("Testcontainers cannot use Docker: " + e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WayClosedException("interrupted while asking Docker");
        }
    }

    /** Also starts Testcontainers' own container, which removes ours should we die. */
    private static DockerClient connect() {
        var client = DockerClientFactory.instance().client();
        DockerClientFactory.instance().dockerHostIpAddress();
        return client;
    }

    private static void pull(DockerClient client, DockerImageName image) throws WayClosedException {
        var lastWord = new AtomicLong(System.nanoTime());
        var callback = new ResultCallback.Adapter<PullResponseItem>() {
            @Override
            public void onNext(PullResponseItem item) {
                lastWord.set(System.nanoTime());
            }
        };
        var end = System.nanoTime() + PULL_LIMIT.toNanos();
        try (var pulling = client.pullImageCmd(image.getUnversionedPart())
                .withTag(image.getVersionPart())
                .exec(callback)) {
            while (!pulling.awaitCompletion(1, TimeUnit.SECONDS)) {
                var now = System.nanoTime();
                if (now > end || now - lastWord.get() > PULL_SILENCE.toNanos()) {
                    throw new WayClosedException("the image " + image + " is not here and cannot be pulled in time");
                }
            }
            client.inspectImageCmd(image.asCanonicalNameString()).exec();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WayClosedException("interrupted while pulling " + image);
        } catch (IOException | RuntimeException e) {
            throw new WayClosedException("the image " + image + " is not here and cannot be pulled: " + e.getMessage());
        }
    }

    /** Made when first touched. */
    private static final class Asked {
        private static final CompletableFuture<DockerClient> CLIENT =
                CompletableFuture.supplyAsync(DockerEngine::connect);
    }
}

package dev.warren.gateway.web;

import dev.warren.gateway.problem.Problem;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets no body take for ever. What of a body nobody read, because the request was refused, is read to its end here, so
 * that its sender sees the answer; the web server's own reading of it knows no pace and is switched off.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
@EnableConfigurationProperties(RequestProperties.class)
class PaceBodies extends OncePerRequestFilter {

    private static final Logger log = LoggerFactory.getLogger(PaceBodies.class);
    /** Twice the largest body that any call takes. */
    private static final long MOST_SKIPPED_BYTES = 32 * 1024 * 1024;

    private final RequestProperties limits;

    PaceBodies(RequestProperties limits) {
        this.limits = limits;
    }

    private static final class PacedRequest extends HttpServletRequestWrapper {

        private final PacedBody body;

        PacedRequest(HttpServletRequest request, PacedBody body) {
            super(request);
            this.body = body;
        }

        @Override
        public ServletInputStream getInputStream() {
            return body;
        }
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getContentLengthLong() <= 0 && request.getHeader("Transfer-Encoding") == null;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var body = new PacedBody(request.getInputStream(), limits);
        chain.doFilter(new PacedRequest(request, body), response);
        if (!body.isFinished() && !body.isGivenUp() && isUnderWay(request)) {
            skipRest(body, response);
        }
    }

    /** Not where its sender waits for a go-ahead, nor where it is so long that its connection ends anyway. */
    private static boolean isUnderWay(HttpServletRequest request) {
        return request.getHeader("Expect") == null && request.getContentLengthLong() <= MOST_SKIPPED_BYTES;
    }

    private static void skipRest(PacedBody body, HttpServletResponse response) {
        try {
            response.flushBuffer();
            body.readToEnd(MOST_SKIPPED_BYTES);
        } catch (Problem | IOException e) {
            log.debug("The rest of a body did not come; its connection ends", e);
        }
    }
}

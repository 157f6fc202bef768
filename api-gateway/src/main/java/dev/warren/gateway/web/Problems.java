package dev.warren.gateway.web;

import dev.warren.gateway.problem.Problem;
import dev.warren.gateway.problem.ProblemType;

/** Problems for errors that are known by their HTTP status only. */
final class Problems {

    private Problems() {}

    static Problem ofStatus(int status) {
        return switch (status) {
            case 404 ->
                Problem.of(ProblemType.NOT_FOUND, "There is nothing at this path; /v3/api-docs lists what there is.");
            case 405 -> Problem.of(ProblemType.METHOD_NOT_ALLOWED, "The path does not know this method.");
            case 406 -> Problem.of(ProblemType.NOT_ACCEPTABLE, "Answers are application/json.");
            case 408 -> Problem.of(ProblemType.BODY_TOO_SLOW, "The body came too slowly. Nothing was done.");
            case 413 -> Problem.of(ProblemType.BODY_TOO_LARGE, "The body is too large.");
            case 415 -> Problem.of(ProblemType.UNSUPPORTED_MEDIA_TYPE, "Bodies are application/json.");
            case 422 -> Problem.of(ProblemType.INVALID_REQUEST, "Something in the request is not allowed.");
            case 503 -> Problem.retryable(ProblemType.OVERLOADED, "Try again later.", 2);
            case 501, 505 -> Problem.of(ProblemType.BAD_REQUEST, "The web server speaks no such protocol.");
            default ->
                status < 500
                        ? Problem.of(ProblemType.BAD_REQUEST, "The request cannot be read.")
                        : Problem.of(
                                ProblemType.INTERNAL_ERROR, "The gateway's log says more, at the time of this answer.");
        };
    }
}

package dev.warren.gateway.web;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Answers what fails outside of Spring's handlers, such as in a filter, as every other error. */
@RestController
@Hidden
class ErrorPage implements ErrorController {

    @RequestMapping("/error")
    void error(HttpServletRequest request) {
        throw request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer status
                ? Problems.ofStatus(status)
                : Problems.ofStatus(404);
    }
}

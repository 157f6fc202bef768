package dev.warren.example.wordcount;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** An ordinary Spring Boot application; with the worker on its class path it hosts its agents. */
@SpringBootApplication
public class WordCountApplication {

    public static void main(String[] arguments) {
        SpringApplication.run(WordCountApplication.class, arguments);
    }
}

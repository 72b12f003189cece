package dev.rustauth.telemetry.sink;

import java.net.URI;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;

/**
 * A request as the {@code WebClient} wants it sent, whole.
 *
 * @param method HTTP method
 * @param uri where to
 * @param headers headers, without those that follow from the rest
 * @param body body, not to be changed
 */
record Question(HttpMethod method, URI uri, HttpHeaders headers, byte[] body) {

}

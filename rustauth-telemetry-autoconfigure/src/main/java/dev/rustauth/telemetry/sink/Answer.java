package dev.rustauth.telemetry.sink;

import org.springframework.http.HttpHeaders;

/**
 * What came back.
 *
 * @param status HTTP status code
 * @param headers headers
 * @param body as much of the body as was read
 */
record Answer(int status, HttpHeaders headers, byte[] body) {

}

package dev.rustauth.telemetry.sink;

import io.netty.handler.codec.http.HttpResponse;

/**
 * What came back.
 *
 * @param response status and headers
 * @param body as much of the body as was read
 */
record Answer(HttpResponse response, byte[] body) {

}

/// How viewers come in through HTTP: what a browser asks, whether the page that asks may, and the
/// WebSocket that comes of it (RFC 9112, RFC 6455).
@NullMarked
package weft.server.web;

import org.jspecify.annotations.NullMarked;

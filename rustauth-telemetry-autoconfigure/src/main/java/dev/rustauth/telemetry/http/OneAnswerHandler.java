package dev.rustauth.telemetry.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/**
 * Drops data after a response, and closes the connection. Reactor Netty gives a
 * connection to the next request as soon as a response is complete, and would take the
 * rest of the packet for the response to that request. Interim responses (1xx) are
 * dropped as well: Reactor Netty would take 103 for the final one.
 */
final class OneAnswerHandler extends ChannelInboundHandlerAdapter {

	private boolean interim;

	private boolean surplus;

	private @Nullable LastHttpContent end;

	@Override
	public void channelRead(ChannelHandlerContext context, Object message) {
		if (this.end != null) {
			ReferenceCountUtil.release(message);
			this.surplus = true;
			return;
		}
		if (message instanceof HttpResponse response) {
			this.interim = response.status().codeClass() == HttpStatusClass.INFORMATIONAL
					&& response.status().code() != HttpResponseStatus.SWITCHING_PROTOCOLS.code();
		}
		if (this.interim) {
			ReferenceCountUtil.release(message);
		}
		else if (message instanceof LastHttpContent last) {
			this.end = last;
		}
		else {
			context.fireChannelRead(message);
		}
	}

	@Override
	public void channelReadComplete(ChannelHandlerContext context) {
		LastHttpContent end = this.end;
		this.end = null;
		if (this.surplus) {
			context.close();
		}
		if (end != null) {
			context.fireChannelRead(end);
		}
		context.fireChannelReadComplete();
	}

}

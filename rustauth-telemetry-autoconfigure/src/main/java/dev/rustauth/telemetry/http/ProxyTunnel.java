package dev.rustauth.telemetry.http;

import java.util.concurrent.CancellationException;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.proxy.ProxyConnectionEvent;
import io.netty.handler.proxy.ProxyHandler;

import dev.rustauth.telemetry.delivery.WriteSignal;

/**
 * Tells that a request is written when the proxy has made its connection. Until then
 * Netty keeps what Reactor Netty takes for sent.
 */
final class ProxyTunnel extends ChannelInboundHandlerAdapter {

	private final WriteSignal signal;

	private ProxyTunnel(WriteSignal signal) {
		this.signal = signal;
	}

	/**
	 * Tell at once if there is no proxy on the way, or no longer.
	 */
	static void tellWhenOpen(Channel channel, WriteSignal signal) {
		ChannelPipeline pipeline = channel.pipeline();
		ChannelHandlerContext proxy = pipeline.context(ProxyHandler.class);
		if (proxy == null || ((ProxyHandler) proxy.handler()).isConnected()) {
			signal.written();
		}
		else {
			pipeline.addAfter(proxy.name(), null, new ProxyTunnel(signal));
		}
	}

	/**
	 * Comes before Netty writes what it kept.
	 */
	@Override
	public void userEventTriggered(ChannelHandlerContext context, Object event) {
		if (event instanceof ProxyConnectionEvent) {
			context.pipeline().remove(this);
			try {
				this.signal.written();
			}
			catch (CancellationException ex) {
				context.close();
			}
		}
		context.fireUserEventTriggered(event);
	}

}

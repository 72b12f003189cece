package dev.rustauth.telemetry.sink;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * One connection to the collector, with one exchange at a time. What the status says is
 * all that counts: a body that is long, slow or cut off only costs the connection.
 * <p>
 * Used by the event loop's thread only.
 */
final class CollectorConnection extends SimpleChannelInboundHandler<HttpObject> {

	/** How long the answer waits for the end of its body. */
	private static final long BODY_GRACE_MILLIS = 50;

	/** How long the end of a body may take after its beginning. */
	private static final long MAX_BODY_MILLIS = 1000;

	private final CollectorConnections owner;

	private final Target target;

	private @Nullable Channel channel;

	private final ByteArrayOutputStream body = new ByteArrayOutputStream(0);

	private @Nullable Exchange exchange;

	private @Nullable HttpResponse response;

	private @Nullable Future<?> bodyTimeout;

	private @Nullable Future<?> answerTimeout;

	private boolean interim;

	private long idleSince;

	CollectorConnection(CollectorConnections owner, Target target) {
		this.owner = owner;
		this.target = target;
	}

	Target target() {
		return this.target;
	}

	long idleSince() {
		return this.idleSince;
	}

	void idleSince(long now) {
		this.idleSince = now;
	}

	/**
	 * The connection is being opened for an exchange.
	 */
	void opening(Channel channel, Exchange exchange) {
		this.channel = channel;
		this.exchange = exchange;
		exchange.connection(this);
	}

	/**
	 * The connection is open, handshakes included, or can't be opened.
	 */
	void opened(Future<?> outcome) {
		Exchange exchange = this.exchange;
		if (!outcome.isSuccess()) {
			fail(outcome.cause());
		}
		else if (exchange != null && !exchange.isEnded()) {
			send(exchange);
		}
	}

	/**
	 * Send the request of an exchange over the open connection.
	 */
	void send(Exchange exchange) {
		this.exchange = exchange;
		exchange.connection(this);
		channel().writeAndFlush(exchange.write()).addListener((written) -> {
			if (!written.isSuccess()) {
				failOrEnd(written.cause());
			}
		});
	}

	private Channel channel() {
		return Objects.requireNonNull(this.channel);
	}

	void close() {
		channel().close();
	}

	@Override
	protected void channelRead0(ChannelHandlerContext context, HttpObject message) {
		boolean asked = this.exchange != null || this.response != null;
		if (!asked || message.decoderResult().isFailure() || !isStatusInRange(message)) {
			failOrEnd(new NotHttpException());
			return;
		}
		if (message instanceof HttpResponse head) {
			this.interim = head.status().codeClass() == HttpStatusClass.INFORMATIONAL;
			if (!this.interim) {
				this.response = head;
				this.bodyTimeout = context.executor()
					.schedule(() -> end(false), MAX_BODY_MILLIS, TimeUnit.MILLISECONDS);
			}
		}
		if (message instanceof HttpContent content && !this.interim) {
			read(content);
		}
	}

	private static boolean isStatusInRange(HttpObject message) {
		return !(message instanceof HttpResponse head) || (head.status().code() >= 100 && head.status().code() <= 999);
	}

	/**
	 * The body usually comes along with the status or right after it; whoever waits
	 * needn't wait for the end of one that takes its time.
	 */
	@Override
	public void channelReadComplete(ChannelHandlerContext context) {
		if (this.exchange != null && this.response != null && this.answerTimeout == null) {
			this.answerTimeout = context.executor().schedule(this::answer, BODY_GRACE_MILLIS, TimeUnit.MILLISECONDS);
		}
	}

	private void answer() {
		Exchange exchange = this.exchange;
		HttpResponse response = this.response;
		if (exchange != null && response != null) {
			this.exchange = null;
			exchange.succeed(response, this.body.toByteArray());
		}
	}

	private void read(HttpContent content) {
		ByteBuf bytes = content.content();
		int room = NettyTransport.MAX_BODY_BYTES - this.body.size();
		if (bytes.readableBytes() > room) {
			append(bytes, room);
			end(false);
			return;
		}
		append(bytes, bytes.readableBytes());
		if (content instanceof LastHttpContent) {
			end(this.response != null && HttpUtil.isKeepAlive(this.response));
		}
	}

	private void append(ByteBuf bytes, int length) {
		if (length > 0) {
			this.body.writeBytes(ByteBufUtil.getBytes(bytes, bytes.readerIndex(), length));
		}
	}

	@Override
	public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
		failOrEnd(cause);
	}

	@Override
	public void channelInactive(ChannelHandlerContext context) {
		failOrEnd(new IOException("The connection was closed"));
	}

	/**
	 * Whatever happens after the status has come can't change it.
	 */
	void failOrEnd(Throwable cause) {
		if (this.response != null) {
			end(false);
		}
		else {
			fail(cause);
		}
	}

	private void fail(Throwable cause) {
		Exchange exchange = this.exchange;
		this.exchange = null;
		channel().close();
		if (exchange != null) {
			exchange.fail(cause);
		}
	}

	/**
	 * The answer is complete, or as complete as it gets.
	 */
	private void end(boolean reusable) {
		answer();
		this.response = null;
		this.body.reset();
		this.bodyTimeout = cancel(this.bodyTimeout);
		this.answerTimeout = cancel(this.answerTimeout);
		if (reusable) {
			this.owner.release(this);
		}
		else {
			channel().close();
		}
	}

	private static @Nullable Future<?> cancel(@Nullable Future<?> timer) {
		if (timer != null) {
			timer.cancel(false);
		}
		return null;
	}

}

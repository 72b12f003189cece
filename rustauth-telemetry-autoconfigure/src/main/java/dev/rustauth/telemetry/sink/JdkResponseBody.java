package dev.rustauth.telemetry.sink;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Flow;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.scheduler.Scheduler;

/**
 * Reads the body of a response, as far as it comes at once and is no longer than it may
 * be. What the status says is all that counts, so a body that is long, slow or cut off
 * only costs the connection, which is closed by cancelling.
 * <p>
 * Called by the client's threads and the timer's.
 */
final class JdkResponseBody implements Flow.Subscriber<List<ByteBuffer>> {

	private static final Duration MAX_TIME = Duration.ofMillis(250);

	private final ByteArrayOutputStream body = new ByteArrayOutputStream(0);

	private final MonoSink<byte[]> sink;

	private Flow.@Nullable Subscription subscription;

	private boolean ended;

	private JdkResponseBody(MonoSink<byte[]> sink) {
		this.sink = sink;
	}

	/**
	 * Read a body.
	 * @return what was read; never fails
	 */
	static Mono<byte[]> read(Flow.Publisher<List<ByteBuffer>> publisher, Scheduler timer) {
		return Mono.create((sink) -> {
			JdkResponseBody body = new JdkResponseBody(sink);
			// The timer refuses when the thread has ended: nobody waits for the body
			// then.
			sink.onDispose(Mono.delay(MAX_TIME, timer).subscribe((late) -> body.end(), (refused) -> body.end()));
			sink.onCancel(body::end);
			publisher.subscribe(body);
		});
	}

	@Override
	public synchronized void onSubscribe(Flow.Subscription subscription) {
		this.subscription = subscription;
		if (this.ended) {
			subscription.cancel();
		}
		else {
			subscription.request(Long.MAX_VALUE);
		}
	}

	@Override
	public void onNext(List<ByteBuffer> buffers) {
		boolean full = false;
		synchronized (this) {
			for (ByteBuffer buffer : buffers) {
				byte[] bytes = new byte[Math.min(buffer.remaining(), NettyTransport.MAX_BODY_BYTES - this.body.size())];
				full = full || bytes.length < buffer.remaining();
				buffer.get(bytes);
				this.body.writeBytes(bytes);
			}
		}
		if (full) {
			end();
		}
	}

	@Override
	public void onError(Throwable failure) {
		end();
	}

	@Override
	public void onComplete() {
		end();
	}

	private void end() {
		Flow.Subscription subscription;
		byte[] bytes;
		synchronized (this) {
			if (this.ended) {
				return;
			}
			this.ended = true;
			subscription = this.subscription;
			bytes = this.body.toByteArray();
		}
		if (subscription != null) {
			subscription.cancel();
		}
		this.sink.success(bytes);
	}

}

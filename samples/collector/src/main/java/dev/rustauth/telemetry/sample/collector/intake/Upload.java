package dev.rustauth.telemetry.sample.collector.intake;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.function.Consumer;
import java.util.function.Supplier;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Receives one body without holding a thread, however slowly it comes. A sender that is
 * refused gets its answer before the body has been read; what it goes on to send is
 * dropped for a while, because many a client doesn't see the answer of a connection that
 * is closed in the middle. The connection is closed afterwards, unless the body had ended
 * by then. Called by the container and by the thread of {@link Uploads}; never blocks.
 */
final class Upload implements ReadListener {

	private static final int BUFFER_SIZE = 8192;

	private static final long MAX_DROPPED = 16_000_000;

	private final Pending pending;

	private final String address;

	private final ServletInputStream source;

	private final Uploads uploads;

	private final Consumer<byte[]> target;

	private final Limit limit;

	private final long startedAt = System.nanoTime();

	private final ByteArrayOutputStream received = new ByteArrayOutputStream();

	private @Nullable Supplier<Answer> refusal;

	private long dropped;

	private boolean ended;

	/**
	 * Make one.
	 * @param pending the request
	 * @param address who sends it
	 * @param source its body
	 * @param uploads counts it
	 * @param limit how large it may be, and what to say about one that isn't taken
	 * @param refusal the answer if it is clear before that it isn't taken, or null
	 * @param target given the body
	 */
	private Upload(Pending pending, String address, ServletInputStream source, Uploads uploads, Limit limit,
			@Nullable Supplier<Answer> refusal, Consumer<byte[]> target) {
		this.pending = pending;
		this.address = address;
		this.source = source;
		this.uploads = uploads;
		this.limit = limit;
		this.refusal = refusal;
		this.target = target;
	}

	/**
	 * Receive a body.
	 * @see #Upload
	 */
	static void start(Pending pending, String address, ServletInputStream source, Uploads uploads, Limit limit,
			@Nullable Supplier<Answer> refusal, Consumer<byte[]> target) {
		Upload upload = new Upload(pending, address, source, uploads, limit, refusal, target);
		uploads.watch(upload);
		pending.whenDone(upload::end);
		source.setReadListener(upload);
	}

	String address() {
		return this.address;
	}

	long startedAt() {
		return this.startedAt;
	}

	@Override
	public synchronized void onDataAvailable() throws IOException {
		byte[] buffer = new byte[BUFFER_SIZE];
		while (!this.ended && this.source.isReady() && !this.source.isFinished()) {
			int size = this.source.read(buffer);
			if (size > 0) {
				take(buffer, size);
			}
		}
	}

	private void take(byte[] buffer, int size) {
		if (this.refusal != null) {
			this.dropped += size;
			if (this.dropped > MAX_DROPPED) {
				this.pending.answerAndClose(this.refusal);
			}
		}
		else if (this.received.size() + size > this.limit.bytes()) {
			refuse(this.limit.tooLarge());
		}
		else if (!this.uploads.reserve(size)) {
			refuse(this.limit.noRoom());
		}
		else {
			this.received.write(buffer, 0, size);
		}
	}

	private void refuse(Supplier<Answer> answer) {
		this.refusal = answer;
		forgetReceived();
	}

	private void forgetReceived() {
		this.uploads.release(this.received.size());
		this.received.reset();
	}

	@Override
	public void onAllDataRead() {
		byte[] body;
		Supplier<Answer> answer;
		synchronized (this) {
			if (this.ended) {
				return;
			}
			answer = this.refusal;
			body = this.received.toByteArray();
			end();
		}
		if (answer != null) {
			this.pending.answer(answer);
		}
		else {
			this.target.accept(body);
		}
	}

	@Override
	public void onError(Throwable failure) {
		this.pending.abandon();
	}

	/**
	 * Time has passed.
	 * @param late whether the body should be here by now
	 */
	synchronized void tick(boolean late) {
		if (this.ended) {
			return;
		}
		if (late) {
			this.pending.answerAndClose((this.refusal != null) ? this.refusal : this.limit.tooSlow());
		}
		else if (this.refusal != null) {
			this.pending.answerEarly(this.refusal);
		}
	}

	private synchronized void end() {
		if (!this.ended) {
			this.ended = true;
			forgetReceived();
			this.uploads.forget(this);
		}
	}

	/**
	 * What a body may be, and what is said to one that is more.
	 *
	 * @param bytes how large it may be
	 * @param tooLarge the answer if it is larger
	 * @param tooSlow the answer if it takes too long
	 * @param noRoom the answer if too many others are being sent
	 */
	record Limit(int bytes, Supplier<Answer> tooLarge, Supplier<Answer> tooSlow, Supplier<Answer> noRoom) {

	}

}

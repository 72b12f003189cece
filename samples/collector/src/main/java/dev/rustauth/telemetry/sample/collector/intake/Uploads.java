package dev.rustauth.telemetry.sample.collector.intake;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

import dev.rustauth.telemetry.sample.collector.CollectorProperties;

/**
 * All bodies that are being sent: how many from each address, how large together, and
 * since when. A thread of its own ends those that take too long. Any thread; never
 * blocks.
 */
@Component
class Uploads implements DisposableBean {

	private static final Log logger = LogFactory.getLog(Uploads.class);

	private static final long TICK_MILLIS = 250;

	private final int maxPerAddress;

	private final long maxBytes;

	private final long timeLimitNanos;

	private final Map<String, Integer> perAddress = new ConcurrentHashMap<>();

	private final AtomicLong bytes = new AtomicLong();

	private final Set<Upload> active = ConcurrentHashMap.newKeySet();

	private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor((task) -> {
		Thread thread = new Thread(task, "upload-deadlines");
		thread.setDaemon(true);
		return thread;
	});

	Uploads(CollectorProperties properties) {
		CollectorProperties.Limits limits = properties.limits();
		this.maxPerAddress = limits.uploadsPerAddress();
		this.maxBytes = limits.uploadSize().toBytes();
		this.timeLimitNanos = limits.uploadTime().toNanos();
		this.clock.scheduleWithFixedDelay(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
	}

	/**
	 * Let an address send one more body, until {@link #forget}.
	 * @return false if it is sending as many as it may
	 */
	boolean enter(String address) {
		if (this.perAddress.merge(address, 1, Integer::sum) > this.maxPerAddress) {
			leave(address);
			return false;
		}
		return true;
	}

	private void leave(String address) {
		this.perAddress.computeIfPresent(address, (key, count) -> (count > 1) ? count - 1 : null);
	}

	/**
	 * Take room for bytes of an unfinished body.
	 * @return false if there is none
	 */
	boolean reserve(int size) {
		if (this.bytes.addAndGet(size) > this.maxBytes) {
			this.bytes.addAndGet(-size);
			return false;
		}
		return true;
	}

	void release(int size) {
		this.bytes.addAndGet(-size);
	}

	void watch(Upload upload) {
		this.active.add(upload);
	}

	void forget(Upload upload) {
		if (this.active.remove(upload)) {
			leave(upload.address());
		}
	}

	private void tick() {
		long now = System.nanoTime();
		for (Upload upload : this.active) {
			try {
				upload.tick(now - upload.startedAt() > this.timeLimitNanos);
			}
			catch (RuntimeException ex) {
				logger.debug("A request could not be ended", ex);
			}
		}
	}

	@Override
	public void destroy() {
		this.clock.shutdownNow();
	}

}

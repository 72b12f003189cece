package dev.rustauth.telemetry.sample.collector.intake;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

import dev.rustauth.telemetry.sample.collector.CollectorProperties;

/**
 * A bucket of tokens for each address, in memory and only until it is full again. Any
 * thread; never blocks. When there are too many addresses, those whose buckets are full
 * are forgotten; if that isn't enough, new ones share a bucket.
 */
@Component
class RateLimiter {

	static final int MAX_ADDRESSES = 10_000;

	private static final String OTHERS = "";

	private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();

	private final double perNano;

	private final int burst;

	private final LongSupplier nanoTime;

	@Autowired
	RateLimiter(CollectorProperties properties) {
		this(properties.rate(), System::nanoTime);
	}

	RateLimiter(CollectorProperties.Rate rate, LongSupplier nanoTime) {
		this.perNano = rate.perSecond() / (double) TimeUnit.SECONDS.toNanos(1);
		this.burst = rate.burst();
		this.nanoTime = nanoTime;
	}

	/**
	 * Take a token.
	 * @param address who asks
	 * @return 0 if there was one, or after how many seconds there will be
	 */
	long take(String address) {
		if (this.perNano == 0) {
			return 0;
		}
		long now = this.nanoTime.getAsLong();
		Bucket bucket = this.buckets.get(address);
		if (bucket == null) {
			bucket = this.buckets.computeIfAbsent(room(now) ? address : OTHERS, (key) -> new Bucket(this.burst, now));
		}
		return bucket.take(now, this.perNano, this.burst);
	}

	private boolean room(long now) {
		if (this.buckets.size() < MAX_ADDRESSES) {
			return true;
		}
		this.buckets.values().removeIf((bucket) -> bucket.isFull(now, this.perNano, this.burst));
		return this.buckets.size() < MAX_ADDRESSES;
	}

	int addresses() {
		return this.buckets.size();
	}

	/**
	 * The tokens of one address.
	 */
	private static final class Bucket {

		private double tokens;

		private long filledAt;

		Bucket(int tokens, long now) {
			this.tokens = tokens;
			this.filledAt = now;
		}

		synchronized long take(long now, double perNano, int burst) {
			fill(now, perNano, burst);
			if (this.tokens >= 1) {
				this.tokens--;
				return 0;
			}
			double nanos = (1 - this.tokens) / perNano;
			return Math.max(1, (long) Math.ceil(nanos / TimeUnit.SECONDS.toNanos(1)));
		}

		synchronized boolean isFull(long now, double perNano, int burst) {
			fill(now, perNano, burst);
			return this.tokens >= burst;
		}

		private void fill(long now, double perNano, int burst) {
			if (now - this.filledAt > 0) {
				this.tokens = Math.min(burst, this.tokens + (now - this.filledAt) * perNano);
				this.filledAt = now;
			}
		}

	}

}

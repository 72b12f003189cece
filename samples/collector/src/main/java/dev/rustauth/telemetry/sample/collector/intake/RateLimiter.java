package dev.rustauth.telemetry.sample.collector.intake;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
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

	private final CollectorProperties.Rate rate;

	private final TimeMeter time;

	@Autowired
	RateLimiter(CollectorProperties properties) {
		this(properties.rate(), TimeMeter.SYSTEM_NANOTIME);
	}

	RateLimiter(CollectorProperties.Rate rate, TimeMeter time) {
		this.rate = rate;
		this.time = time;
	}

	/**
	 * Take a token.
	 * @param address who asks
	 * @return 0 if there was one, or after how many seconds there will be
	 */
	long take(String address) {
		if (this.rate.perSecond() == 0) {
			return 0;
		}
		Bucket bucket = this.buckets.get(address);
		if (bucket == null) {
			bucket = this.buckets.computeIfAbsent(room() ? address : OTHERS, (key) -> newBucket());
		}
		if (bucket.tryConsume(1)) {
			return 0;
		}
		ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
		return (probe.isConsumed()) ? 0
				: 1 + TimeUnit.NANOSECONDS.toSeconds(Math.max(0, probe.getNanosToWaitForRefill() - 1));
	}

	private Bucket newBucket() {
		return Bucket.builder()
			.addLimit((limit) -> limit.capacity(this.rate.burst())
				.refillGreedy(this.rate.perSecond(), Duration.ofSeconds(1)))
			.withCustomTimePrecision(this.time)
			.build();
	}

	private boolean room() {
		if (this.buckets.size() < MAX_ADDRESSES) {
			return true;
		}
		this.buckets.values().removeIf((bucket) -> bucket.getAvailableTokens() >= this.rate.burst());
		return this.buckets.size() < MAX_ADDRESSES;
	}

	int addresses() {
		return this.buckets.size();
	}

}

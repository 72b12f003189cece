package dev.rustauth.telemetry.sample.collector.intake;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import io.github.bucket4j.TimeMeter;
import org.junit.jupiter.api.Test;

import dev.rustauth.telemetry.sample.collector.CollectorProperties;

import static org.assertj.core.api.Assertions.assertThat;

class RateLimiterTests {

	private final AtomicLong nanos = new AtomicLong(-5);

	private final TimeMeter time = new TimeMeter() {

		@Override
		public long currentTimeNanos() {
			return RateLimiterTests.this.nanos.get();
		}

		@Override
		public boolean isWallClockBased() {
			return false;
		}

	};

	private final RateLimiter limiter = new RateLimiter(new CollectorProperties.Rate(2, 3), this.time);

	@Test
	void takeWhenBurstIsUsedUpShouldSayWhenToComeBack() {
		takeAll("a");
		assertThat(this.limiter.take("a")).isEqualTo(1);
		assertThat(this.limiter.take("b")).isZero();
	}

	@Test
	void takeAfterAWhileShouldHaveRefilledNoMoreThanTheBurst() {
		takeAll("a");
		this.nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(500));
		assertThat(this.limiter.take("a")).isZero();
		assertThat(this.limiter.take("a")).isEqualTo(1);
		this.nanos.addAndGet(TimeUnit.HOURS.toNanos(1));
		takeAll("a");
		assertThat(this.limiter.take("a")).isEqualTo(1);
	}

	@Test
	void takeWhenRateIsSlowShouldSayLongerTimes() {
		RateLimiter slow = new RateLimiter(new CollectorProperties.Rate(1, 1), this.time);
		assertThat(slow.take("a")).isZero();
		assertThat(slow.take("a")).isEqualTo(1);
	}

	@Test
	void takeWhenThereIsNoLimitShouldRememberNobody() {
		RateLimiter unlimited = new RateLimiter(new CollectorProperties.Rate(0, 1), this.time);
		for (int i = 0; i < 10; i++) {
			assertThat(unlimited.take("a")).isZero();
		}
		assertThat(unlimited.addresses()).isZero();
	}

	@Test
	void takeWhenThereAreTooManyAddressesShouldShareABucketAndForgetTheFullOnes() {
		for (int i = 0; i < RateLimiter.MAX_ADDRESSES; i++) {
			this.limiter.take("address-" + i);
		}
		takeAll("new");
		assertThat(this.limiter.take("newer")).isEqualTo(1);
		assertThat(this.limiter.addresses()).isEqualTo(RateLimiter.MAX_ADDRESSES + 1);
		this.nanos.addAndGet(TimeUnit.SECONDS.toNanos(10));
		assertThat(this.limiter.take("newest")).isZero();
		assertThat(this.limiter.addresses()).isEqualTo(1);
	}

	private void takeAll(String address) {
		for (int i = 0; i < 3; i++) {
			assertThat(this.limiter.take(address)).isZero();
		}
	}

}

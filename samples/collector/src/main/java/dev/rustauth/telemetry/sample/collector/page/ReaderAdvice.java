package dev.rustauth.telemetry.sample.collector.page;

import java.time.Clock;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.ModelAttribute;

/**
 * Tells pages in whose zone their times are: that of a cookie, or UTC.
 */
@ControllerAdvice(basePackageClasses = ReaderAdvice.class)
class ReaderAdvice {

	private final Clock clock;

	ReaderAdvice(Clock clock) {
		this.clock = clock;
	}

	@ModelAttribute("times")
	Times times(@CookieValue(name = "zone", required = false) @Nullable String zone) {
		return new Times(Times.zone(zone), this.clock.instant());
	}

}

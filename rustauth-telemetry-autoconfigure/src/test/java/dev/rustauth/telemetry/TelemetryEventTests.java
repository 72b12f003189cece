package dev.rustauth.telemetry;

import java.util.Calendar;
import java.util.Collections;
import java.util.Date;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * An event can't be changed from outside, nor be larger than memory.
 */
class TelemetryEventTests {

	@Test
	void mutableValuesOfTheJdkShouldBeCopied() {
		AtomicInteger integer = new AtomicInteger(1);
		AtomicLong number = new AtomicLong(1);
		LongAdder adder = new LongAdder();
		AtomicBoolean flag = new AtomicBoolean();
		StringBuilder text = new StringBuilder("before");
		AtomicReference<Object> reference = new AtomicReference<>("before");
		Date date = new Date(0);
		Calendar calendar = new GregorianCalendar();
		calendar.setTimeInMillis(0);
		int[] array = { 1 };
		TelemetryEvent event = new TelemetryEvent("own",
				Map.of("integer", integer, "number", number, "adder", adder, "flag", flag, "text", text, "reference",
						reference, "date", date, "calendar", calendar, "optional", Optional.of(array)));
		integer.set(2);
		number.set(2);
		adder.increment();
		flag.set(true);
		text.append(" and after");
		reference.set("after");
		date.setTime(1);
		calendar.setTimeInMillis(1);
		array[0] = 2;
		assertThat(event.payload().get("integer")).isEqualTo(1L);
		assertThat(event.payload().get("number")).isEqualTo(1L);
		assertThat(event.payload().get("adder")).isEqualTo(0L);
		assertThat(event.payload().get("flag")).isEqualTo(false);
		assertThat(event.payload().get("text")).isEqualTo("before");
		assertThat(event.payload().get("reference")).isEqualTo("before");
		assertThat(event.payload().get("date")).isEqualTo(new Date(0));
		assertThat(event.payload().get("calendar")).isInstanceOfSatisfying(Calendar.class,
				(copy) -> assertThat(copy.getTimeInMillis()).isZero());
		assertThat(event.payload().get("optional")).isEqualTo(new int[] { 1 });
	}

	@Test
	void payloadThatIsSmallInMemoryAndEndlessOnTheWireShouldBeRefused() {
		List<Object> list = Collections.nCopies(1000, "text");
		for (int i = 0; i < 20; i++) {
			list = Collections.nCopies(1000, list);
		}
		List<Object> endless = list;
		assertThatIllegalArgumentException().isThrownBy(() -> new TelemetryEvent("own", Map.of("list", endless)))
			.withMessageContaining("1000000 values");
	}

	@Test
	void hugeArrayShouldBeRefusedBeforeItIsCopied() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new TelemetryEvent("own", Map.of("bytes", new byte[2_000_000])))
			.withMessageContaining("1000000 values");
	}

}

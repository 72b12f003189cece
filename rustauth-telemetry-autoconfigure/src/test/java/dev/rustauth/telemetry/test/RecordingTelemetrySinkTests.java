package dev.rustauth.telemetry.test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.rustauth.telemetry.TelemetryEvent;
import dev.rustauth.telemetry.delivery.DeliveryFailure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link RecordingTelemetrySink} on its own.
 */
@Timeout(300)
class RecordingTelemetrySinkTests {

	private final RecordingTelemetrySink sink = new RecordingTelemetrySink();

	@Test
	void awaitEventWhenItIsThereShouldReturnTheFirst() {
		send("one", Map.of("n", 1));
		send("two", Map.of("n", 2));
		send("two", Map.of("n", 3));
		assertThat(this.sink.awaitEvent("two").payload().get("n")).isEqualTo(2);
		assertThat(this.sink.awaitEvents("two", 2)).extracting((event) -> event.payload().get("n"))
			.isEqualTo(List.of(2, 3));
	}

	@Test
	void awaitEventWhenItComesLaterShouldReturnIt() throws Exception {
		CountDownLatch waiting = new CountDownLatch(1);
		Thread publisher = new Thread(() -> {
			try {
				waiting.await();
				Thread.sleep(50);
				send("late", Map.of());
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		});
		publisher.start();
		waiting.countDown();
		assertThat(this.sink.awaitEvent("late", Duration.ofSeconds(20)).type()).isEqualTo("late");
		publisher.join();
	}

	@Test
	void awaitEventWhenItDoesNotComeShouldNameWhatCame() {
		send("init", Map.of());
		send("own", Map.of("password", "hunter2!"));
		send("own", Map.of());
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> this.sink.awaitEvent("other", Duration.ofMillis(50)))
			.withMessage("No telemetry event 'other' arrived within 50 ms.\nArrived: 1 init, 2 own");
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> this.sink.awaitEvent("other", Duration.ZERO))
			.withMessageContaining("within 0 s");
	}

	@Test
	void awaitEventWhenItWasRefusedShouldSayWhy() {
		Assertions.assertThatThrownBy(() -> send("bad", Map.of("value", new Unwritable())))
			.isInstanceOf(DeliveryFailure.class);
		assertThat(this.sink.events()).isEmpty();
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> this.sink.awaitEvent("bad", Duration.ofMillis(1)))
			.withMessageContaining("Refused: bad (its payload can't be written as JSON")
			.withMessageNotContaining("hunter2");
	}

	@Test
	void awaitEventWhenItIsTooLargeShouldSayWhy() {
		Assertions.assertThatThrownBy(() -> send("big", Map.of("value", "x".repeat(70_000))))
			.isInstanceOf(DeliveryFailure.class);
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> this.sink.awaitEvent("big", Duration.ofMillis(1)))
			.withMessageContaining("Refused: big (it is larger than 65536 bytes");
	}

	@Test
	void awaitEventWhenInterruptedShouldFailAndKeepTheInterrupt() {
		Thread.currentThread().interrupt();
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> this.sink.awaitEvent("own"))
			.withMessageStartingWith("Interrupted");
		assertThat(Thread.interrupted()).isTrue();
	}

	@Test
	void eventsShouldBeACopy() {
		send("own", Map.of());
		List<TelemetryEvent> before = this.sink.events();
		this.sink.clear();
		assertThat(before).hasSize(1);
		assertThat(this.sink.events()).isEmpty();
		assertThat(this.sink.events("own")).isEmpty();
	}

	@Test
	void bodyShouldBeWhatIsPosted() {
		Map<String, Object> payload = new LinkedHashMap<>();
		payload.put("grün", null);
		payload.put("list", List.of(1, 2.5));
		send("own", payload);
		TelemetryEvent event = this.sink.events().get(0);
		assertThat(this.sink.body(event))
			.isEqualTo("{\"type\":\"own\",\"anonymousId\":\"id\",\"payload\":{\"grün\":null,\"list\":[1,2.5]}}");
		assertThat(this.sink.json(event)).containsEntry("anonymousId", "id")
			.extractingByKey("payload")
			.isEqualTo(new LinkedHashMap<>(payload));
		assertThat(this.sink.body(new TelemetryEvent("never sent", Map.of()))).contains("never sent");
	}

	@Test
	void assertNoneOfWhenNothingIsFoundShouldPass() {
		send("own", Map.of("token", "nothing to see", "n", 42));
		this.sink.assertNoneOf("hunter2!", "open sesame");
	}

	@Test
	void assertNoneOfWhenNothingArrivedShouldFail() {
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> this.sink.assertNoneOf("hunter2!"))
			.withMessageContaining("nothing to search");
	}

	@Test
	void assertNoneOfShouldSayWhereAndHowWithoutTheSecret() {
		send("own", Map.of("a/b", List.of("x", Map.of("deep", "Bearer hunter2!"))));
		send("other", Map.of("header", "dXNlcjpodW50ZXIyIQ=="));
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> this.sink.assertNoneOf("absent", "hunter2!"))
			.withMessage("The event 'own' holds the secret that begins with 'hu', as it is, at /payload/a~1b/1/deep\n"
					+ "The event 'other' holds the secret that begins with 'hu', in Base64, at /payload/header");
	}

	@Test
	void assertNoneOfShouldLookIntoNamesTypesAndNumbersAndBlotThemOut() {
		send("type-hunter2!", Map.of("name-hunter2!", Map.of("inner", 12345678), "pin", "hunter2!"));
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> this.sink.assertNoneOf("hunter2!", "12345678"))
			.withMessageContaining("The event '***' holds the secret that begins with 'hu', as it is, at /type")
			.withMessageContaining("in the name /payload/***")
			.withMessageContaining("'12', as it is, at /payload/***/inner")
			.withMessageContaining("at /payload/pin")
			.withMessageNotContaining("hun")
			.withMessageNotContaining("123");
	}

	@Test
	void assertNoneOfWhenTwoEventsHoldItInOnePlaceShouldSaySoOnce() {
		send("own", Map.of("token", "hunter2!"));
		send("own", Map.of("token", "hunter2!"));
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> this.sink.assertNoneOf("hunter2!"))
			.withMessage("The event 'own' holds the secret that begins with 'hu', as it is, at /payload/token");
	}

	@Test
	void assertNoneOfWhenTheSecretIsAStructureShouldFindItAnyway() {
		send("own", Map.of("key", Map.of("kty", "oct")));
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> this.sink.assertNoneOf("{\"kty\":\"oct\"}"))
			.withMessageContaining("somewhere in its JSON");
	}

	// The names along the way spell it, and a JSON pointer joins them.
	@Test
	void assertNoneOfWhenThePointerSpellsASecretShouldBlotItOut() {
		send("own", Map.of("ab", Map.of("cd", "open sesame")));
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> this.sink.assertNoneOf("open sesame", "ab/cd"))
			.withMessage("The event 'own' holds the secret that begins with 'op', as it is, ***");
	}

	@Test
	void assertNoneOfWithoutAUsableSecretShouldBeRefused() {
		send("own", Map.of());
		assertThatIllegalArgumentException().isThrownBy(() -> this.sink.assertNoneOf());
		assertThatIllegalArgumentException().isThrownBy(() -> this.sink.assertNoneOf("hunter2!", ""));
	}

	@Test
	void sendFromManyThreadsShouldKeepEverything() throws Exception {
		List<Thread> threads = new ArrayList<>();
		for (int i = 0; i < 8; i++) {
			Thread thread = new Thread(() -> {
				for (int n = 0; n < 500; n++) {
					send("own", Map.of("n", n));
				}
			});
			thread.start();
			threads.add(thread);
		}
		assertThat(this.sink.awaitEvents("own", 4000)).hasSize(4000);
		for (Thread thread : threads) {
			thread.join();
		}
		assertThat(this.sink.events()).hasSize(4000);
	}

	private void send(String type, Map<String, ?> payload) {
		this.sink.send(new TelemetryEvent(type, "id", payload)).block();
	}

	public static class Unwritable {

		public String getValue() {
			throw new IllegalStateException("hunter2!");
		}

	}

}

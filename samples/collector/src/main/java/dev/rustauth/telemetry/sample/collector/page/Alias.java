package dev.rustauth.telemetry.sample.collector.page;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * A name to remember a deployment by. Made of its anonymous id, the same everywhere; says
 * nothing about it.
 */
public final class Alias {

	private static final String[] FIRST = { "amber", "ancient", "autumn", "azure", "brave", "bright", "calm", "clever",
			"copper", "coral", "crimson", "curious", "daring", "eager", "early", "gentle", "golden", "happy", "hidden",
			"humble", "icy", "ivory", "jolly", "keen", "lively", "lucky", "lunar", "merry", "mild", "misty", "noble",
			"olive", "patient", "pearl", "polite", "proud", "quick", "quiet", "rapid", "royal", "ruby", "rustic",
			"sandy", "scarlet", "shiny", "silent", "silver", "simple", "sleepy", "snowy", "solar", "spring", "steady",
			"stormy", "sunny", "swift", "tender", "tidy", "velvet", "violet", "warm", "wild", "winter", "wise" };

	private static final String[] SECOND = { "badger", "beaver", "bison", "cedar", "comet", "crane", "cricket", "delta",
			"dolphin", "eagle", "falcon", "fern", "finch", "fjord", "fox", "gecko", "glade", "harbor", "hare", "hawk",
			"heron", "ibis", "island", "jaguar", "kestrel", "koala", "lagoon", "lark", "lemur", "lynx", "maple",
			"marten", "meadow", "moose", "moss", "newt", "oak", "ocean", "orca", "osprey", "otter", "owl", "panda",
			"pebble", "pine", "plover", "puffin", "quail", "raven", "reef", "ridge", "robin", "salmon", "seal",
			"sparrow", "stork", "swan", "thrush", "tiger", "trout", "tundra", "willow", "wolf", "wren" };

	private Alias() {
	}

	/**
	 * What a deployment is called.
	 * @param anonymousId its id, or null
	 * @param name the name that operators gave it, or null
	 * @return the name or the alias, or null if there is no id
	 */
	static @Nullable String title(@Nullable String anonymousId, @Nullable String name) {
		return (anonymousId == null || name != null) ? name : of(anonymousId);
	}

	/**
	 * The name of a deployment.
	 * @param anonymousId its id
	 * @return two words and a number
	 */
	public static String of(String anonymousId) {
		long bits = UUID.nameUUIDFromBytes(anonymousId.getBytes(StandardCharsets.UTF_8)).getLeastSignificantBits();
		return "%s-%s-%02x".formatted(FIRST[(int) (bits & 63)], SECOND[(int) (bits >> 6 & 63)], bits >> 12 & 0xff)
			.toLowerCase(Locale.ROOT);
	}

}

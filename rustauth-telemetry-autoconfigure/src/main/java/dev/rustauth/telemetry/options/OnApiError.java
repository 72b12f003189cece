package dev.rustauth.telemetry.options;

import com.google.auto.value.AutoBuilder;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Name;

/**
 * What happens when the auth API fails.
 *
 * @param errorUrl URL of the error page, reported as set or not
 * @param onError whether a callback handles errors
 * @param throwError whether errors are thrown to the caller
 * @since 0.1.0
 */
public record OnApiError(@Nullable String errorUrl, boolean onError, @Name("throw") boolean throwError) {

	static final OnApiError DEFAULTS = new OnApiError(null, false, false);

	/**
	 * Forget each text that is only reported as present.
	 */
	public OnApiError {
		errorUrl = Presence.of(errorUrl);
	}

	/**
	 * Builder of {@link OnApiError}: each method sets the component of the same name.
	 */
	@AutoBuilder
	public abstract static class Builder {

		public abstract Builder errorUrl(@Nullable String errorUrl);

		public abstract Builder onError(boolean onError);

		public abstract Builder throwError(boolean throwError);

		abstract OnApiError build();

	}

}

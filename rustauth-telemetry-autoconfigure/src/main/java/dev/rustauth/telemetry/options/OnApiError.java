package dev.rustauth.telemetry.options;

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
	public static final class Builder {

		private @Nullable String errorUrl;

		private boolean onError;

		private boolean throwError;

		Builder(OnApiError from) {
			this.errorUrl = from.errorUrl();
			this.onError = from.onError();
			this.throwError = from.throwError();
		}

		public Builder errorUrl(@Nullable String errorUrl) {
			this.errorUrl = errorUrl;
			return this;
		}

		public Builder onError(boolean onError) {
			this.onError = onError;
			return this;
		}

		public Builder throwError(boolean throwError) {
			this.throwError = throwError;
			return this;
		}

		OnApiError build() {
			return new OnApiError(this.errorUrl, this.onError, this.throwError);
		}

	}

}

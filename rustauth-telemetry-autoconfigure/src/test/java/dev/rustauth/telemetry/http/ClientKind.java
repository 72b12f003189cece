package dev.rustauth.telemetry.http;

import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * The two clients that the HTTP sink can stand on.
 */
public enum ClientKind {

	/** Reactor Netty's. */
	REACTOR_NETTY {

		@Override
		public WebClientTelemetrySink open(HttpSettings settings, Scheduler thread) {
			return WebClientTelemetrySink.onReactorNetty(settings, thread);
		}

	},

	/** The JDK's own. */
	JDK {

		@Override
		public WebClientTelemetrySink open(HttpSettings settings, Scheduler thread) {
			return WebClientTelemetrySink.onJdkClient(settings, thread);
		}

	};

	/**
	 * The engine's thread.
	 */
	public Scheduler newThread() {
		return Schedulers.newSingle("rustauth-telemetry", true);
	}

	/**
	 * Open a sink, on that thread.
	 */
	public abstract WebClientTelemetrySink open(HttpSettings settings, Scheduler thread);

}

package dev.rustauth.telemetry.sink;

import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * The two clients that the HTTP sink can stand on.
 */
public enum ClientKind {

	/** Our connections on Reactor Netty's event loop. */
	REACTOR_NETTY {

		@Override
		public Scheduler newThread() {
			return new EventLoopScheduler();
		}

		@Override
		public WebClientTelemetrySink open(HttpSettings settings, Scheduler thread) {
			return WebClientTelemetrySink.onReactorNetty(settings, (EventLoopScheduler) thread);
		}

	},

	/** The JDK's own. */
	JDK {

		@Override
		public Scheduler newThread() {
			return Schedulers.newSingle("rustauth-telemetry", true);
		}

		@Override
		public WebClientTelemetrySink open(HttpSettings settings, Scheduler thread) {
			return WebClientTelemetrySink.onJdkClient(settings, thread);
		}

	};

	/**
	 * The engine's thread.
	 */
	public abstract Scheduler newThread();

	/**
	 * Open a sink, on that thread.
	 */
	public abstract WebClientTelemetrySink open(HttpSettings settings, Scheduler thread);

}

package dev.rustauth.telemetry.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;

import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.InetNameResolver;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Promise;

/**
 * Resolves names with the JVM's resolver, but not on the event loop, which Netty's
 * {@code DefaultNameResolver} would block.
 */
final class BackgroundResolver extends AddressResolverGroup<InetSocketAddress> {

	private final Executor executor;

	/**
	 * Make a resolver.
	 * @param executor where a lookup may block
	 */
	BackgroundResolver(Executor executor) {
		this.executor = executor;
	}

	@Override
	protected AddressResolver<InetSocketAddress> newResolver(EventExecutor eventLoop) {
		return new InetNameResolver(eventLoop) {

			@Override
			protected void doResolve(String host, Promise<InetAddress> promise) {
				lookUp(() -> InetAddress.getByName(host), promise);
			}

			@Override
			protected void doResolveAll(String host, Promise<List<InetAddress>> promise) {
				lookUp(() -> List.of(InetAddress.getAllByName(host)), promise);
			}

		}.asAddressResolver();
	}

	/**
	 * Look up in the background. If that is over, Netty fails the promise.
	 */
	private <T> void lookUp(Callable<T> lookup, Promise<T> promise) {
		this.executor.execute(() -> {
			try {
				promise.trySuccess(lookup.call());
			}
			catch (Throwable ex) {
				promise.tryFailure(ex);
			}
		});
	}

}

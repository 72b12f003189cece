package dev.rustauth.telemetry.actuate;

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.EndpointId;
import org.springframework.boot.actuate.endpoint.InvocationContext;
import org.springframework.boot.actuate.endpoint.OperationArgumentResolver;
import org.springframework.boot.actuate.endpoint.OperationType;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.invoke.OperationInvoker;
import org.springframework.boot.actuate.endpoint.invoke.OperationInvokerAdvisor;
import org.springframework.boot.actuate.endpoint.invoke.OperationParameters;

import dev.rustauth.telemetry.Internal;

/**
 * Passes all parameters of a request to the endpoint, because names with a dot can't be
 * parameters of a Java method. Other endpoints are unaffected.
 *
 * @since 0.1.0
 */
@Internal
public class WhatIfAdvisor implements OperationInvokerAdvisor {

	private static final EndpointId ID = EndpointId.of(RustAuthTelemetryEndpoint.ID);

	@Override
	public OperationInvoker apply(EndpointId endpointId, OperationType operationType, OperationParameters parameters,
			OperationInvoker invoker) {
		return (endpointId.equals(ID)) ? (context) -> invoker.invoke(withWhatIf(context)) : invoker;
	}

	private static InvocationContext withWhatIf(InvocationContext context) {
		Supplier<WhatIf> whatIf = () -> WhatIf.of(context.getArguments());
		SecurityContext security = context.resolveArgument(SecurityContext.class);
		return new InvocationContext((security != null) ? security : SecurityContext.NONE, context.getArguments(),
				OperationArgumentResolver.of(WhatIf.class, whatIf), new Others(context));
	}

	/**
	 * What the request could resolve before.
	 */
	private record Others(InvocationContext context) implements OperationArgumentResolver {

		@Override
		public boolean canResolve(Class<?> type) {
			return this.context.canResolve(type);
		}

		@Override
		public <T> @Nullable T resolve(Class<T> type) {
			return this.context.resolveArgument(type);
		}

	}

}

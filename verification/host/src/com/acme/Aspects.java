package com.acme;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.aspectj.lang.ProceedingJoinPoint;
import org.aspectj.lang.annotation.Around;
import org.aspectj.lang.annotation.Aspect;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.stereotype.Component;
import org.springframework.util.ClassUtils;

/**
 * Matches what the starter has, without meaning it. What it came upon there is a fact, so
 * that a starter whose beans no longer match is noticed.
 */
@Aspect
@Component
class Aspects implements ApplicationRunner {

	private static final String PUBLISHER = "dev.rustauth.telemetry.TelemetryPublisher";

	private final Set<String> seen = ConcurrentHashMap.newKeySet();

	private final ListableBeanFactory beans;

	Aspects(ListableBeanFactory beans) {
		this.beans = beans;
	}

	/**
	 * Micrometer's registries can't be proxied and Spring's lifecycle processor calls
	 * itself without end, without the starter as well.
	 */
	@Around("!within(io.micrometer..*) && !within(org.springframework..*)"
			+ " && (execution(* *.publish(..)) || execution(public void *..*.start()))")
	Object verbs(ProceedingJoinPoint point) throws Throwable {
		return proceed(point);
	}

	@Around("execution(* *..*.onApplicationEvent(..)) && within(dev..*) || bean(rustAuth*)")
	Object ours(ProceedingJoinPoint point) throws Throwable {
		return proceed(point);
	}

	private Object proceed(ProceedingJoinPoint point) throws Throwable {
		String method = point.getSignature().getDeclaringTypeName() + "#" + point.getSignature().getName();
		if (method.startsWith("dev.rustauth") && this.seen.add(method)) {
			System.out.println("FACT aspect " + method);
		}
		return point.proceed();
	}

	@Override
	public void run(ApplicationArguments arguments) throws Exception {
		if (!ClassUtils.isPresent(PUBLISHER, null)) {
			return;
		}
		Class<?> type = ClassUtils.forName(PUBLISHER, null);
		for (Object publisher : this.beans.getBeansOfType(type).values()) {
			type.getMethod("publish", String.class, Map.class).invoke(publisher, "host.checked", Map.of());
		}
	}

}

package com.acme;

import org.aspectj.lang.ProceedingJoinPoint;
import org.aspectj.lang.annotation.Around;
import org.aspectj.lang.annotation.Aspect;
import org.springframework.stereotype.Component;

/**
 * Matches what the starter has, without meaning it.
 */
@Aspect
@Component
class Aspects {

	@Around("!within(io.micrometer..*) && (execution(* *.publish(..)) || execution(public void *..*.start())"
			+ " || bean(rustAuth*) || execution(* *..*.onApplicationEvent(..)) && within(dev..*))")
	Object around(ProceedingJoinPoint point) throws Throwable {
		return point.proceed();
	}

}

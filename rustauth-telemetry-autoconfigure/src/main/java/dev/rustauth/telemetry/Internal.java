package dev.rustauth.telemetry;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a type that is public for other packages of the starter only. It may change or go
 * in any release. What applications may use is listed in {@code docs/public-types.txt}.
 *
 * @since 0.1.0
 */
@Internal
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface Internal {

}

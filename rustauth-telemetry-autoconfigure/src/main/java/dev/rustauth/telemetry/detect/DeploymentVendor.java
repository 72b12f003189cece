package dev.rustauth.telemetry.detect;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;

/**
 * Hosting platforms and the variables by which they are recognised, in the order of the
 * Rust crate. A variable that is present counts even when it is empty.
 */
enum DeploymentVendor {

	CLOUDFLARE("cloudflare", "CF_PAGES", "CF_PAGES_URL", "CF_ACCOUNT_ID"),

	VERCEL("vercel", "VERCEL", "VERCEL_URL", "VERCEL_ENV"),

	NETLIFY("netlify", "NETLIFY", "NETLIFY_URL"),

	RENDER("render", "RENDER", "RENDER_URL", "RENDER_INTERNAL_HOSTNAME", "RENDER_SERVICE_ID"),

	AWS("aws", "AWS_LAMBDA_FUNCTION_NAME", "AWS_EXECUTION_ENV", "LAMBDA_TASK_ROOT"),

	GCP("gcp", "GOOGLE_CLOUD_FUNCTION_NAME", "GOOGLE_CLOUD_PROJECT", "GCP_PROJECT", "K_SERVICE"),

	AZURE("azure", "AZURE_FUNCTION_NAME", "FUNCTIONS_WORKER_RUNTIME", "WEBSITE_INSTANCE_ID", "WEBSITE_SITE_NAME"),

	DENO_DEPLOY("deno-deploy", "DENO_DEPLOYMENT_ID", "DENO_REGION"),

	FLY_IO("fly-io", "FLY_APP_NAME", "FLY_REGION", "FLY_ALLOC_ID"),

	RAILWAY("railway", "RAILWAY_STATIC_URL", "RAILWAY_ENVIRONMENT_NAME"),

	HEROKU("heroku", "DYNO", "HEROKU_APP_NAME"),

	DIGITALOCEAN("digitalocean", "DO_DEPLOYMENT_ID", "DO_APP_NAME", "DIGITALOCEAN"),

	KOYEB("koyeb", "KOYEB", "KOYEB_DEPLOYMENT_ID", "KOYEB_APP_NAME");

	private final String wireName;

	private final List<String> variables;

	DeploymentVendor(String wireName, String... variables) {
		this.wireName = wireName;
		this.variables = List.of(variables);
	}

	static @Nullable String detect(Environment environment) {
		for (DeploymentVendor vendor : values()) {
			if (vendor.variables.stream().anyMatch(environment::containsProperty)) {
				return vendor.wireName;
			}
		}
		return null;
	}

}

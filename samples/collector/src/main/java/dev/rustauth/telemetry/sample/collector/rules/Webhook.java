package dev.rustauth.telemetry.sample.collector.rules;

import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.retry.RetryException;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import org.springframework.web.server.ResponseStatusException;
import tools.jackson.databind.json.JsonMapper;

import dev.rustauth.telemetry.sample.collector.page.Alias;

/**
 * Posts changes to the operators' webhook, signed as the Standard Webhooks say. Has one
 * thread of its own and a queue with an end, in memory only: what doesn't fit is counted
 * and forgotten. Any thread may hand in changes; never blocks and never throws.
 */
@Component
class Webhook implements DisposableBean {

	private static final Log logger = LogFactory.getLog(Webhook.class);

	private static final int MAX_CHANGES = 100;

	private static final int QUEUE_CAPACITY = 100;

	private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

	private static final Duration READ_TIMEOUT = Duration.ofSeconds(10);

	/** Will be the same however often it is repeated, but for these. */
	private static final Set<HttpStatus> REPEATABLE = Set.of(HttpStatus.REQUEST_TIMEOUT, HttpStatus.TOO_EARLY,
			HttpStatus.TOO_MANY_REQUESTS);

	private final JsonMapper json = JsonMapper.builder().build();

	private final RuleProperties properties;

	private final Clock clock;

	private final Counter delivered;

	private final Counter lost;

	private final RestClient client;

	private final RetryTemplate retry;

	private final ThreadPoolExecutor thread = new ThreadPoolExecutor(1, 1, 1, TimeUnit.MINUTES,
			new ArrayBlockingQueue<>(QUEUE_CAPACITY), new CustomizableThreadFactory("webhook-"));

	private volatile boolean failing;

	@Autowired
	Webhook(RuleProperties properties, Clock clock, MeterRegistry meters) {
		this(properties, clock, meters, Duration.ofSeconds(1));
	}

	Webhook(RuleProperties properties, Clock clock, MeterRegistry meters, Duration backoff) {
		this.properties = properties;
		this.clock = clock;
		this.delivered = counter("delivered", meters);
		this.lost = counter("lost", meters);
		this.thread.allowCoreThreadTimeOut(true);
		JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory(
				HttpClient.newBuilder().connectTimeout(CONNECT_TIMEOUT).followRedirects(Redirect.NEVER).build());
		requests.setReadTimeout(READ_TIMEOUT);
		this.client = RestClient.builder().requestFactory(requests).build();
		this.retry = new RetryTemplate(RetryPolicy.builder()
			.maxRetries(8)
			.delay(backoff)
			.multiplier(2)
			.jitter(backoff.dividedBy(2))
			.maxDelay(Duration.ofMinutes(1))
			.predicate(Webhook::isRepeatable)
			.build());
	}

	private static Counter counter(String outcome, MeterRegistry meters) {
		return Counter.builder("collector.webhook")
			.description("Messages to the operators' webhook")
			.tag("outcome", outcome)
			.register(meters);
	}

	private static boolean isRepeatable(Throwable failure) {
		return !(failure instanceof ResponseStatusException answer) || answer.getStatusCode().is5xxServerError()
				|| REPEATABLE.contains(answer.getStatusCode());
	}

	/**
	 * Hand in changes.
	 */
	void tell(List<Change> changes) {
		if (this.properties.webhook().url() == null) {
			return;
		}
		for (int i = 0; i < changes.size(); i += MAX_CHANGES) {
			enqueue(changes.subList(i, Math.min(i + MAX_CHANGES, changes.size())));
		}
	}

	private void enqueue(List<Change> changes) {
		Instant now = this.clock.instant();
		byte[] body = this.json.writeValueAsBytes(
				new Message("rules.changed", now.toString(), new Data(changes.stream().map(this::told).toList())));
		String id = "msg_" + UUID.randomUUID();
		try {
			this.thread.execute(() -> deliver(id, body));
		}
		catch (RejectedExecutionException ex) {
			lose("too many messages wait");
		}
	}

	private Told told(Change change) {
		return new Told(change.rule(), String.valueOf(this.properties.rules().get(change.rule())),
				(change.began()) ? "began" : "ceased", change.anonymousId(), Alias.of(change.anonymousId()),
				change.reported());
	}

	private void deliver(String id, byte[] body) {
		try {
			this.retry.execute(() -> post(id, body));
			this.delivered.increment();
			if (this.failing) {
				this.failing = false;
				logger.info("The webhook takes messages again");
			}
		}
		catch (RetryException ex) {
			lose(ex.getCause().getClass().getSimpleName());
		}
	}

	private HttpStatusCode post(String id, byte[] body) {
		String timestamp = String.valueOf(this.clock.instant().getEpochSecond());
		HttpStatusCode status = this.client.post()
			.uri(Objects.requireNonNull(this.properties.webhook().url()))
			.contentType(MediaType.APPLICATION_JSON)
			.header("webhook-id", id)
			.header("webhook-timestamp", timestamp)
			.header("webhook-signature", "v1," + signature(id + "." + timestamp + ".", body))
			.body(body)
			.exchange((request, response) -> response.getStatusCode());
		if (!status.is2xxSuccessful()) {
			throw new ResponseStatusException(status);
		}
		return status;
	}

	private String signature(String start, byte[] body) {
		try {
			Mac mac = Mac.getInstance("HmacSHA256");
			mac.init(new SecretKeySpec(this.properties.webhook().key(), "HmacSHA256"));
			mac.update(start.getBytes(StandardCharsets.US_ASCII));
			return Base64.getEncoder().encodeToString(mac.doFinal(body));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Never says where it was sent: the URL of a webhook is often its secret.
	 */
	private void lose(String reason) {
		this.lost.increment();
		if (!this.failing) {
			this.failing = true;
			logger
				.warn("A message to the webhook is lost: %s. More of them are only counted until one is taken (metric "
					.formatted(reason) + "collector.webhook)");
		}
	}

	@Override
	public void destroy() {
		this.thread.shutdownNow().forEach((waiting) -> this.lost.increment());
	}

	/**
	 * What is posted.
	 *
	 * @param type always the same
	 * @param timestamp when it was seen
	 * @param data the changes
	 */
	private record Message(String type, String timestamp, Data data) {
	}

	/**
	 * The changes.
	 *
	 * @param changes at least one
	 */
	private record Data(List<Told> changes) {
	}

	/**
	 * A change.
	 *
	 * @param rule the name of the rule
	 * @param wanted the rule
	 * @param change "began" or "ceased"
	 * @param deployment the anonymous id
	 * @param alias as on the pages
	 * @param reported what it says where the rule asks, or null
	 */
	private record Told(String rule, String wanted, String change, String deployment, String alias,
			@Nullable String reported) {
	}

}

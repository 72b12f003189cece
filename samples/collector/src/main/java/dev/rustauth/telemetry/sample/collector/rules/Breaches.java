package dev.rustauth.telemetry.sample.collector.rules;

import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/**
 * Who breaks which rule, in the database, so that several collectors agree on it. Blocks;
 * safe to call from any thread.
 */
@Repository
public class Breaches {

	private static final ObjectReader SAID = JsonMapper.builder()
		.build()
		.readerFor(new TypeReference<Map<String, String>>() {
		});

	private final JdbcClient jdbc;

	Breaches(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * Who breaks a rule, those that began last first.
	 * @param rule its name
	 * @param limit how many to list
	 * @param offset how many to skip
	 * @return the breaches
	 */
	public List<Breach> of(String rule, int limit, long offset) {
		return this.jdbc
			.sql("""
					select b.*, d.environment, d.name from rule_breach b join deployment d on d.anonymous_id = b.anonymous_id
					where b.rule = ? order by b.since desc, b.anonymous_id limit ? offset ?""")
			.params(rule, limit, offset)
			.query((rows, number) -> new Breach(rows.getString("anonymous_id"), rows.getString("name"),
					rows.getString("environment"), rows.getObject("since", OffsetDateTime.class).toInstant(),
					rows.getString("reported")))
			.list();
	}

	/**
	 * How many deployments break each rule.
	 * @return numbers by the names of rules, without those that nobody breaks
	 */
	public Map<String, Long> counts() {
		Map<String, Long> counts = new HashMap<>();
		this.jdbc.sql("select rule, count(*) as deployments from rule_breach group by rule")
			.query((RowCallbackHandler) (rows) -> counts.put(rows.getString("rule"), rows.getLong("deployments")));
		return counts;
	}

	/**
	 * Deployments that were heard of, each with the configuration that it reported last.
	 * @param since leave out those that were last heard of before
	 * @param after leave out those up to this id
	 * @param limit how many to list
	 */
	List<Current> current(Instant since, String after, int limit) {
		return this.jdbc.sql("""
				select d.anonymous_id, (select s.id from snapshot s where s.anonymous_id = d.anonymous_id
					and s.kind = 'configuration' order by s.last_seen desc, s.id desc limit 1) as snapshot
				from deployment d where d.last_seen >= ? and d.anonymous_id > ? order by d.anonymous_id limit ?""")
			.params(since.atOffset(ZoneOffset.UTC), after, limit)
			.query((rows, number) -> new Current(rows.getString("anonymous_id"),
					rows.getObject("snapshot", Long.class)))
			.list();
	}

	/**
	 * The paths and values of a snapshot.
	 * @return them, or nothing if it is gone
	 */
	Map<String, String> configuration(long snapshot) {
		return this.jdbc.sql("select said from snapshot where id = ?")
			.param(snapshot)
			.query((rows, number) -> SAID.<Map<String, String>>readValue(rows.getString("said")))
			.optional()
			.orElse(Map.of());
	}

	/**
	 * Forget breaches of rules that are no longer there.
	 */
	void keepOnly(Set<String> rules) {
		this.jdbc.sql("delete from rule_breach where rule not in (:rules)").param("rules", rules).update();
	}

	/**
	 * Write down what deployments break now. Another collector may do the same at the
	 * same time; each change is returned to one of them.
	 * @param judged for each deployment, what it reports by the name of the rule that it
	 * breaks
	 * @param rules the names of all rules
	 * @param now when that is
	 * @return what has changed
	 */
	@Transactional
	List<Change> save(Map<String, Map<String, @Nullable String>> judged, Set<String> rules, Instant now) {
		List<Change> changes = new ArrayList<>();
		Map<String, Map<String, @Nullable String>> known = known(judged.keySet());
		judged.forEach((id, broken) -> {
			Map<String, @Nullable String> before = known.getOrDefault(id, Map.of());
			for (String rule : rules) {
				String reported = broken.get(rule);
				if (broken.containsKey(rule) && !before.containsKey(rule)) {
					add(changes, new Change(rule, true, id, reported), insert(rule, id, reported, now));
				}
				else if (!broken.containsKey(rule) && before.containsKey(rule)) {
					add(changes, new Change(rule, false, id, null), delete(rule, id));
				}
				else if (broken.containsKey(rule) && !Objects.equals(reported, before.get(rule))) {
					update(rule, id, reported);
				}
			}
		});
		return changes;
	}

	private static void add(List<Change> changes, Change change, int rows) {
		if (rows > 0) {
			changes.add(change);
		}
	}

	private Map<String, Map<String, @Nullable String>> known(Set<String> ids) {
		Map<String, Map<String, @Nullable String>> known = new HashMap<>();
		if (!ids.isEmpty()) {
			this.jdbc.sql("select rule, anonymous_id, reported from rule_breach where anonymous_id in (:ids)")
				.param("ids", ids)
				.query((RowCallbackHandler) (rows) -> known
					.computeIfAbsent(rows.getString("anonymous_id"), (id) -> new HashMap<>())
					.put(rows.getString("rule"), rows.getString("reported")));
		}
		return known;
	}

	private int insert(String rule, String id, @Nullable String reported, Instant now) {
		return this.jdbc.sql("""
				insert into rule_breach (rule, anonymous_id, since, reported)
				values (:rule, :id, :since, :reported) on conflict do nothing""")
			.param("rule", rule)
			.param("id", id)
			.param("since", now.atOffset(ZoneOffset.UTC))
			.param("reported", reported, Types.VARCHAR)
			.update();
	}

	private int delete(String rule, String id) {
		return this.jdbc.sql("delete from rule_breach where rule = ? and anonymous_id = ?").params(rule, id).update();
	}

	private void update(String rule, String id, @Nullable String reported) {
		this.jdbc.sql("update rule_breach set reported = :reported where rule = :rule and anonymous_id = :id")
			.param("reported", reported, Types.VARCHAR)
			.param("rule", rule)
			.param("id", id)
			.update();
	}

	/**
	 * A deployment and its latest configuration.
	 *
	 * @param anonymousId the deployment
	 * @param snapshot the number of the snapshot, or null if it sent no {@code init}
	 */
	record Current(String anonymousId, @Nullable Long snapshot) {
	}

}

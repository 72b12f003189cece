package dev.rustauth.telemetry.sample.quickstart;

import java.util.Iterator;
import java.util.Locale;
import java.util.Map;

import org.springframework.web.util.HtmlUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeType;
import tools.jackson.databind.node.StringNode;

/**
 * Writes JSON as HTML: indented, coloured by the style sheet, and escaped, so that
 * whatever a string holds is shown as text. Objects can be folded; those in which nothing
 * is set (only {@code false}, {@code null} and empty values) start folded. Without its
 * tags it is the same JSON again.
 */
final class JsonHtml {

	private final StringBuilder html = new StringBuilder();

	private JsonHtml() {
	}

	static String of(JsonNode json) {
		JsonHtml writer = new JsonHtml();
		writer.write("", json, "", true);
		return writer.html.toString();
	}

	private void write(String label, JsonNode json, String end, boolean root) {
		boolean flat = json.isArray() && json.valueStream().allMatch(JsonNode::isValueNode);
		if (!json.isContainer() || json.isEmpty() || flat) {
			this.html.append("<div>").append(label).append(inline(json)).append(end).append("</div>\n");
			return;
		}
		String open = (json.isArray()) ? "[" : "{";
		String close = (json.isArray()) ? "]" : "}";
		if (root) {
			this.html.append("<div>").append(open).append("</div>");
		}
		else {
			this.html.append("<details class=\"")
				.append((json.isArray()) ? "list" : "group")
				.append((isAnythingSet(json)) ? "\" open>" : "\">")
				.append("<summary>")
				.append(label)
				.append(open)
				.append("</summary>");
		}
		this.html.append("<div class=\"in\">\n");
		writeChildren(json);
		this.html.append("</div><div>").append(close).append(end).append("</div>");
		this.html.append((root) ? "\n" : "</details>\n");
	}

	private void writeChildren(JsonNode json) {
		if (json.isArray()) {
			Iterator<JsonNode> elements = json.iterator();
			while (elements.hasNext()) {
				JsonNode element = elements.next();
				write("", element, (elements.hasNext()) ? "," : "", false);
			}
			return;
		}
		Iterator<Map.Entry<String, JsonNode>> members = json.properties().iterator();
		while (members.hasNext()) {
			Map.Entry<String, JsonNode> member = members.next();
			String label = span("key", quoted(member.getKey())) + ": ";
			write(label, member.getValue(), (members.hasNext()) ? "," : "", false);
		}
	}

	private static String inline(JsonNode json) {
		if (json.isArray()) {
			return "[" + String.join(", ", json.valueStream().map(JsonHtml::inline).toList()) + "]";
		}
		return (json.isObject()) ? "{}" : span(json.getNodeType().name().toLowerCase(Locale.ROOT), json.toString());
	}

	private static boolean isAnythingSet(JsonNode json) {
		if (json.isContainer()) {
			return json.valueStream().anyMatch(JsonHtml::isAnythingSet);
		}
		return json.getNodeType() != JsonNodeType.NULL && !(json.isBoolean() && !json.booleanValue());
	}

	private static String quoted(String text) {
		return StringNode.valueOf(text).toString();
	}

	private static String span(String type, String text) {
		return "<span class=\"" + type + "\">" + HtmlUtils.htmlEscape(text, "UTF-8") + "</span>";
	}

}

package io.tenantcache.cdi.ratelimit;

import io.tenantcache.ratelimit.Decision;
import io.tenantcache.ratelimit.LimitState;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The header fields that tell how limits stand: {@code RateLimit-Policy} and {@code RateLimit} by draft-ietf-httpapi-ratelimit-headers-10,
 * and the older {@code X-RateLimit-*}. They name limits, and neither tenants nor subjects. Immutable.
 */
public final class RateLimitFields {

    /** Which fields there are. */
    public enum Form {
        /** Those of the draft. */
        STANDARD,
        /** Those with an X. */
        LEGACY
    }

    private final Set<Form> forms;

    /** Those of these forms; none, if there is no form. */
    public RateLimitFields(Set<Form> forms) {
        this.forms = Set.copyOf(forms);
    }

    /**
     * The forms of a list; none of {@code none}.
     *
     * @throws IllegalArgumentException if it is no such list; the message is a sentence
     */
    public static Set<Form> parse(String text) {
        Set<Form> all = EnumSet.noneOf(Form.class);
        if (!text.equalsIgnoreCase("none")) {
            for (String word : text.split(",", -1)) {
                all.add(Arrays.stream(Form.values())
                        .filter(form -> form.name().equals(word.strip().toUpperCase(Locale.ROOT)))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("It names a form that there is not.")));
            }
        }
        return all;
    }

    /** The fields and their values, in a fixed order; empty if there are no states. */
    public Map<String, String> of(List<LimitState> states) {
        Map<String, String> fields = new LinkedHashMap<>();
        if (states.isEmpty()) {
            return fields;
        }
        if (forms.contains(Form.STANDARD)) {
            fields.put("RateLimit-Policy", list(states, RateLimitFields::policy));
            fields.put("RateLimit", list(states, RateLimitFields::state));
        }
        if (forms.contains(Form.LEGACY)) {
            Decision decision = new Decision(false, states);
            LimitState shown = decision.refusedBy().or(decision::tightest).orElseThrow();
            fields.put("X-RateLimit-Limit", Long.toString(shown.limit().limit()));
            fields.put("X-RateLimit-Remaining", Long.toString(shown.remaining()));
            fields.put("X-RateLimit-Reset", Long.toString(seconds(shown.reset())));
        }
        return fields;
    }

    private static String list(List<LimitState> states, Function<LimitState, String> item) {
        return states.stream().map(item).collect(Collectors.joining(", "));
    }

    private static String policy(LimitState state) {
        // A window is whole seconds there.
        return name(state) + ";q=" + state.limit().limit() + ";w="
                + seconds(state.limit().window());
    }

    private static String state(LimitState state) {
        Duration more = state.refuses() ? state.retryAfter() : state.reset();
        return name(state) + ";r=" + state.remaining() + ";t=" + seconds(more);
    }

    /** A string of RFC 9651. A limit that an application makes by itself may have any name. */
    private static String name(LimitState state) {
        StringBuilder text = new StringBuilder("\"");
        String name = state.limit().name();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\');
            }
            text.append(c < ' ' || c > '~' ? '_' : c);
        }
        return text.append('"').toString();
    }

    /** Whole seconds, rounded up: after them it is so. */
    public static long seconds(Duration duration) {
        return duration.plusSeconds(1).minusNanos(1).toSeconds();
    }
}

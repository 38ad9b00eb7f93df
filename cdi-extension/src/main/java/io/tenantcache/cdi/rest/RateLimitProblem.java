package io.tenantcache.cdi.rest;

import io.tenantcache.cdi.ratelimit.LimitReport;
import io.tenantcache.cdi.ratelimit.RateLimitFields;
import io.tenantcache.ratelimit.LimitState;
import io.tenantcache.ratelimit.RateLimitExceededException;
import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.util.stream.Collectors;

/**
 * Answers 429 to a call that a limit refuses: a problem by RFC 9457, of the type {@code quota-exceeded} of
 * draft-ietf-httpapi-ratelimit-headers-10.
 */
final class RateLimitProblem implements ExceptionMapper<RateLimitExceededException> {

    private static final String TYPE = "https://iana.org/assignments/http-problem-types#quota-exceeded";

    @Override
    public Response toResponse(RateLimitExceededException refused) {
        try {
            // An application may have asked the limiter by itself.
            CDI.current().select(LimitReport.class).get().states().add(refused.decision());
        } catch (ContextNotActiveException | IllegalStateException withoutRequest) {
            // The response tells of what is known of it already.
        }
        long seconds = Math.max(1, RateLimitFields.seconds(refused.retryAfter()));
        return Response.status(Response.Status.TOO_MANY_REQUESTS)
                .header(HttpHeaders.RETRY_AFTER, seconds)
                .type("application/problem+json")
                .entity(json(refused, seconds))
                .build();
    }

    private static String json(RateLimitExceededException refused, long seconds) {
        String violated = refused.decision().states().stream()
                .filter(LimitState::refuses)
                .map(state -> quoted(state.limit().name()))
                .collect(Collectors.joining(","));
        return "{\"type\":\"" + TYPE + "\",\"title\":\"Too many requests\",\"status\":429,\"detail\":"
                + quoted("The limit " + refused.limit() + " is reached. Try again in " + seconds
                        + (seconds == 1 ? " second." : " seconds."))
                + ",\"violated-policies\":[" + violated + "]}";
    }

    /** The name of a limit that an application makes by itself may be any text. */
    private static String quoted(String text) {
        StringBuilder json = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ') {
                json.append(String.format("\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
        return json.append('"').toString();
    }
}

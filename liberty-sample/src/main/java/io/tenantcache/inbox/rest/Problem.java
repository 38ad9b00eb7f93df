package io.tenantcache.inbox.rest;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Locale;

/**
 * What is wrong with a request, as RFC 9457 has it. It tells the caller what to do, and nothing of the server's inside.
 *
 * @param errors the fields at fault; empty if the problem is not one of fields
 */
public record Problem(String type, String title, int status, String detail, List<FieldError> errors) {

    /** RFC 9457, section 3. */
    public static final String MEDIA_TYPE = "application/problem+json";

    /** Copies the errors. */
    public Problem {
        errors = List.copyOf(errors);
    }

    /** A field at fault, and what is wrong with it; never its value. */
    public record FieldError(String field, String message) {}

    static Response response(Response.StatusType status, String detail) {
        return response(status, detail, List.of());
    }

    static Response response(Response.StatusType status, String detail, List<FieldError> errors) {
        Problem problem = new Problem("about:blank", status.getReasonPhrase(), status.getStatusCode(), detail, errors);
        // English whatever the server's locale: the titles are English too.
        return Response.status(status)
                .type(MEDIA_TYPE)
                .header(HttpHeaders.CONTENT_LANGUAGE, Locale.ENGLISH.getLanguage())
                .entity(problem)
                .build();
    }
}

package io.tenantcache.inbox.rest;

import jakarta.json.JsonException;
import jakarta.json.bind.JsonbException;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Makes a body that is not the expected JSON the caller's mistake. Only reading is covered: an answer that cannot be
 * written remains the server's. The parser's message is dropped, since it repeats what was sent.
 */
@Provider
public class UnreadableBodies implements ReaderInterceptor {

    @Override
    public @Nullable Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        try {
            return context.proceed();
        } catch (JsonbException | JsonException | ProcessingException e) {
            throw new BadRequestException("The body is not the expected JSON");
        }
    }
}

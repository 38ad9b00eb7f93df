package io.tenantcache.inbox;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Stores a moment as milliseconds since the epoch: an integer division cuts it into days, and neither the server's nor
 * the database's time zone has a say.
 */
@Converter(autoApply = true)
public class Instants implements AttributeConverter<@Nullable Instant, @Nullable Long> {

    /** This moment, as precise as it will be when it is read again. */
    static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }

    @Override
    public @Nullable Long convertToDatabaseColumn(@Nullable Instant instant) {
        return instant == null ? null : instant.toEpochMilli();
    }

    @Override
    public @Nullable Instant convertToEntityAttribute(@Nullable Long millis) {
        return millis == null ? null : Instant.ofEpochMilli(millis);
    }
}

package io.tenantcache.inbox;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Stores a list of labels in one column. A label holds no comma: the validation of {@link ConversationChange} sees to it. */
@Converter
public class Labels implements AttributeConverter<@Nullable List<String>, String> {

    @Override
    public String convertToDatabaseColumn(@Nullable List<String> labels) {
        return labels == null ? "" : String.join(",", labels);
    }

    @Override
    public List<String> convertToEntityAttribute(@Nullable String column) {
        return column == null || column.isEmpty() ? List.of() : List.of(column.split(","));
    }
}

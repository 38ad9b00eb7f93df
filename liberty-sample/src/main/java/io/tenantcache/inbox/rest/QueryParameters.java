package io.tenantcache.inbox.rest;

import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.ext.ParamConverter;
import jakarta.ws.rs.ext.ParamConverterProvider;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Answers a query parameter that is no number, or no name of a choice, with 400: the default is 404, as for a path. */
@Provider
public class QueryParameters implements ParamConverterProvider {

    @Override
    @SuppressWarnings({"unchecked", "rawtypes"})
    public <T> @Nullable ParamConverter<T> getConverter(Class<T> type, Type generic, Annotation[] annotations) {
        if (Arrays.stream(annotations).noneMatch(QueryParam.class::isInstance)) {
            return null;
        }
        if (type == int.class || type == Integer.class) {
            return new Converter<>(text -> (T) Integer.valueOf(text));
        }
        if (type.isEnum()) {
            return new Converter<>(text -> (T) Enum.valueOf((Class) type, text.toUpperCase(Locale.ROOT)));
        }
        return null;
    }

    private record Converter<T>(Function<String, T> parse) implements ParamConverter<T> {

        @Override
        public @Nullable T fromString(@Nullable String text) {
            if (text == null || text.isEmpty()) {
                return null;
            }
            try {
                return parse.apply(text);
            } catch (IllegalArgumentException e) {
                throw new BadRequestException(e);
            }
        }

        @Override
        public String toString(T value) {
            return value.toString();
        }
    }
}

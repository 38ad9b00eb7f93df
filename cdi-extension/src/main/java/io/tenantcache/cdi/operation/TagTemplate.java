package io.tenantcache.cdi.operation;

import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A text with what of a call stands between its braces: what a {@code @CacheTag} says, or the key of a limit. Thread-safe. */
public final class TagTemplate {

    private static final String RESULT = "result";
    private static final String WORD = "[\\p{javaJavaIdentifierStart}][\\p{javaJavaIdentifierPart}]*";
    private static final Pattern REFERENCE = Pattern.compile("([0-9]{1,3}|" + WORD + ")((?:\\." + WORD + ")*)");

    /**
     * What stands between braces.
     *
     * @param position of the parameter; {@link #STORED} for the value that is stored
     * @param path the properties that lead on from there
     */
    public record Reference(int position, List<String> path) {

        /** In the place of a position: the value that is stored. */
        public static final int STORED = -1;
    }

    private record Named(Class<?> type, String property) {}

    /** Texts and references, in turns. */
    private final List<Object> parts;

    private final ConcurrentMap<Named, Optional<Property>> properties = new ConcurrentHashMap<>();

    private TagTemplate(List<Object> parts) {
        this.parts = parts;
    }

    /**
     * The template of a tag of that method.
     *
     * @throws IllegalArgumentException if the text is none; the message is a phrase that tells why
     */
    public static TagTemplate of(String text, Method method) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("is blank");
        }
        List<Object> parts = new ArrayList<>();
        int from = 0;
        while (from < text.length()) {
            int open = text.indexOf('{', from);
            String plain = text.substring(from, open < 0 ? text.length() : open);
            if (plain.indexOf('}') >= 0) {
                throw new IllegalArgumentException("has a } without its {");
            }
            if (!plain.isEmpty()) {
                parts.add(plain);
            }
            if (open < 0) {
                break;
            }
            int close = text.indexOf('}', open);
            if (close < 0) {
                throw new IllegalArgumentException("has a { without its }");
            }
            parts.add(reference(text.substring(open + 1, close), method));
            from = close + 1;
        }
        return new TagTemplate(List.copyOf(parts));
    }

    private static Reference reference(String text, Method method) {
        Matcher matcher = REFERENCE.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("has braces around what is neither a parameter nor " + RESULT);
        }
        String path = matcher.group(2);
        List<String> properties =
                path.isEmpty() ? List.of() : List.of(path.substring(1).split("\\.", -1));
        return new Reference(position(matcher.group(1), method), properties);
    }

    private static int position(String root, Method method) {
        Parameter[] parameters = method.getParameters();
        if (Character.isDigit(root.charAt(0))) {
            int position = Integer.parseInt(root);
            if (position >= parameters.length) {
                throw new IllegalArgumentException("names parameter " + position + " of " + parameters.length);
            }
            return position;
        }
        for (int i = 0; i < parameters.length; i++) {
            if (parameters[i].isNamePresent() && parameters[i].getName().equals(root)) {
                return i;
            }
        }
        if (root.equals(RESULT)) {
            return Reference.STORED;
        }
        boolean named = Arrays.stream(parameters).allMatch(Parameter::isNamePresent);
        throw new IllegalArgumentException("names '" + root + "', which is "
                + (named ? "no parameter" : "not known: the class was compiled without -parameters"));
    }

    /** All that stands between braces. */
    public List<Reference> references() {
        return parts.stream()
                .filter(Reference.class::isInstance)
                .map(Reference.class::cast)
                .toList();
    }

    /**
     * The tag of a call; null if a part of it is.
     *
     * @param stored null if there is none
     */
    public @Nullable String tag(@Nullable Object[] arguments, @Nullable Object stored) {
        StringBuilder tag = new StringBuilder();
        for (Object part : parts) {
            Object value = part instanceof Reference reference ? valueOf(reference, arguments, stored) : part;
            if (value == null) {
                return null;
            }
            tag.append(value);
        }
        return tag.toString();
    }

    private @Nullable Object valueOf(Reference reference, @Nullable Object[] arguments, @Nullable Object stored) {
        Object value = content(reference.position() == Reference.STORED ? stored : arguments[reference.position()]);
        for (String name : reference.path()) {
            value = value == null
                    ? null
                    : content(property(value.getClass(), name).of(value));
        }
        return value;
    }

    private static @Nullable Object content(@Nullable Object value) {
        return value instanceof Optional<?> optional ? optional.orElse(null) : value;
    }

    private Property property(Class<?> type, String name) {
        return properties
                .computeIfAbsent(new Named(type, name), named -> Property.of(type, name))
                .orElseThrow(() -> new IllegalStateException("There is no property of that name in " + type.getName()));
    }
}

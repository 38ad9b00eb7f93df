package io.tenantcache.cdi.extension;

import io.tenantcache.config.SettingSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What annotations of one type say, as settings: validated as all are, and overridden by all others. */
final class AnnotationSettings implements SettingSource {

    private record Said(String text, String place) {}

    private final Map<String, Said> settings = new LinkedHashMap<>();
    private final String annotation;

    /** None yet, of the annotation of that name. */
    AnnotationSettings(String annotation) {
        this.annotation = annotation;
    }

    /** Adds one, of that member of the annotation of a method; of two of one key, which is a problem of its own, the first counts. */
    void add(String key, String text, String member, Object method) {
        settings.putIfAbsent(key, new Said(text, annotation + "(" + member + ") of " + method));
    }

    @Override
    public String name() {
        return annotation;
    }

    @Override
    public Set<String> names() {
        return settings.keySet();
    }

    @Override
    public @Nullable String get(String key) {
        Said said = settings.get(key);
        return said == null ? null : said.text();
    }

    @Override
    public String nameOf(String key) {
        Said said = settings.get(key);
        return said == null ? name() : said.place();
    }
}

package io.tenantcache.cdi.extension;

import io.tenantcache.cdi.operation.CachedMethod;
import io.tenantcache.cdi.operation.MethodTags;
import io.tenantcache.config.ConfigDraft;
import io.tenantcache.config.Setting;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javax.cache.annotation.CacheRemove;

/** What the configuration says of the tags of caches; it counts instead of what {@code @CacheTag} says on their methods. */
final class TagSettings implements MethodTags {

    private static final String NONE_OF_THEM = "none";

    static final Setting<List<String>> STORED = Setting.parsed(
            "tenantcache.caches.<cache>.tags",
            null,
            "tags as in `@CacheTag`, separated by `,`; or `none`",
            TagSettings::parse,
            "The tags that methods with `@CacheResult` and `@CachePut` give to the entries of the cache, instead of their"
                    + " `@CacheTag`. Each of these methods must be able to make them.");

    static final Setting<List<String>> REMOVED = Setting.parsed(
            "tenantcache.caches.<cache>.remove-tags",
            null,
            "tags as in `@CacheTag`, separated by `,`; or `none`",
            TagSettings::parse,
            "The tags that methods with `@CacheRemove` outdate in the cache beside their key, instead of their `@CacheTag`.");

    /** All of them. */
    static final List<Setting<?>> ALL = List.of(STORED, REMOVED);

    private record Place(Setting<List<String>> setting, String cache) {

        /** As it is written. */
        @Override
        public String toString() {
            return setting.key().replace("<cache>", cache);
        }
    }

    private final Map<Place, List<String>> tags;

    private TagSettings(Map<Place, List<String>> tags) {
        this.tags = tags;
    }

    /** What is said of those caches, as far as it is valid. */
    static TagSettings from(ConfigDraft draft, Collection<String> caches) {
        Map<Place, List<String>> tags = new LinkedHashMap<>();
        for (String cache : new TreeSet<>(caches)) {
            for (Setting<List<String>> setting : List.of(STORED, REMOVED)) {
                draft.value(setting, cache).ifPresent(said -> tags.put(new Place(setting, cache), said));
            }
        }
        return new TagSettings(tags);
    }

    private static List<String> parse(String text) {
        if (text.equalsIgnoreCase(NONE_OF_THEM)) {
            return List.of();
        }
        List<String> parts =
                Arrays.stream(text.split(",", -1)).map(String::strip).toList();
        if (parts.contains("")) {
            throw new IllegalArgumentException("It holds a blank tag.");
        }
        return parts;
    }

    @Override
    public List<String> of(CachedMethod method) {
        return place(method).map(tags::get).orElseGet(method::tags);
    }

    /** The setting that counts instead of the method's annotations, if there is one. */
    Optional<String> settingOf(CachedMethod method) {
        return place(method).map(Place::toString);
    }

    /** The cache that the application's resolver chooses is not known by its name. */
    private Optional<Place> place(CachedMethod method) {
        return setting(method)
                .filter(setting -> method.resolverFactory().isEmpty())
                .map(setting -> new Place(setting, method.getCacheName()))
                .filter(tags::containsKey);
    }

    private static Optional<Setting<List<String>>> setting(CachedMethod method) {
        if (method.isStoring()) {
            return Optional.of(STORED);
        }
        return method.getCacheAnnotation() instanceof CacheRemove ? Optional.of(REMOVED) : Optional.empty();
    }

    /** The settings that no method takes. */
    Set<String> unused(Collection<CachedMethod> methods) {
        Set<String> unused = new TreeSet<>();
        tags.keySet().forEach(place -> unused.add(place.toString()));
        methods.forEach(method -> settingOf(method).ifPresent(unused::remove));
        return unused;
    }
}

package io.tenantcache.cdi.operation;

import io.tenantcache.EntryOptions;
import io.tenantcache.LoadOptions;
import io.tenantcache.cdi.ResultPolicy;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the values of one method are stored with, or what it outdates beside its key: its tags, and what its policy says. */
final class MethodOptions {

    private final List<TagTemplate> tags;
    private final @Nullable ResultPolicy<Object> policy;

    @SuppressWarnings("unchecked") // what the policy is of is checked when the application is deployed
    MethodOptions(CachedMethod method, List<String> tags, Instances instances) {
        this.tags = tags.stream()
                .map(tag -> TagTemplate.of(tag, method.getMethod()))
                .toList();
        this.policy = method.resultPolicy()
                .map(type -> (ResultPolicy<Object>) instances.instance(type))
                .orElse(null);
    }

    /** Those of what that call loads. */
    LoadOptions<Object> of(Invocation invocation) {
        if (tags.isEmpty() && policy == null) {
            return value -> EntryOptions.none();
        }
        @Nullable Object[] arguments = invocation.parameters();
        return new LoadOptions<>() {
            @Override
            public EntryOptions apply(Object value) {
                return MethodOptions.this.of(arguments, value);
            }

            @Override
            public Optional<EntryOptions> ofAbsence() {
                return Optional.of(EntryOptions.none().withTags(tags(arguments, null)));
            }
        };
    }

    /** Those of that value. */
    EntryOptions of(@Nullable Object[] arguments, Object value) {
        EntryOptions options = policy == null ? EntryOptions.none() : policy.optionsOf(value);
        if (tags.isEmpty()) {
            return options;
        }
        Set<String> all = new LinkedHashSet<>(options.tags());
        all.addAll(tags(arguments, value));
        return options.withTags(all);
    }

    /** The tags of a call with those arguments. */
    Set<String> tags(@Nullable Object[] arguments, @Nullable Object value) {
        Set<String> made = new LinkedHashSet<>();
        for (TagTemplate template : tags) {
            String tag = template.tag(arguments, value);
            if (tag != null) {
                made.add(tag);
            }
        }
        return made;
    }
}

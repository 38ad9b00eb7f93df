package io.tenantcache.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenantcache.TenantCacheManager;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.annotation.Annotation;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.cache.Cache;
import javax.cache.annotation.CacheDefaults;
import javax.cache.annotation.CacheInvocationContext;
import javax.cache.annotation.CacheKey;
import javax.cache.annotation.CacheMethodDetails;
import javax.cache.annotation.CachePut;
import javax.cache.annotation.CacheRemove;
import javax.cache.annotation.CacheRemoveAll;
import javax.cache.annotation.CacheResolver;
import javax.cache.annotation.CacheResolverFactory;
import javax.cache.annotation.CacheResult;
import javax.cache.annotation.CacheValue;
import org.junit.jupiter.api.Test;

/** Tags that the configuration gives to caches. */
class ConfiguredTagsTest {

    record Owner(long id) {}

    record Page(Owner owner) {}

    @ApplicationScoped
    @CacheDefaults(cacheName = "pages")
    static class Pages {

        @CacheResult
        Page find(@CacheKey long id, long owner) {
            return new Page(new Owner(owner));
        }

        @CacheResult
        @CacheTag("annotated")
        Optional<Page> search(@CacheKey String text, long owner) {
            return Optional.of(new Page(new Owner(owner)));
        }

        @CachePut
        @CacheTag("annotated")
        void save(@CacheKey long id, @CacheValue Page page) {}

        @CacheRemove
        @CacheTag("annotated")
        void delete(@CacheKey long id, long owner) {}

        @CacheRemoveAll
        void deleteAll() {}
    }

    /** Its cache is chosen by code. */
    @ApplicationScoped
    static class Chosen {

        static class Resolvers implements CacheResolverFactory {
            @Override
            public CacheResolver getCacheResolver(CacheMethodDetails<? extends Annotation> method) {
                return new CacheResolver() {
                    @Override
                    public <K, V> Cache<K, V> resolveCache(CacheInvocationContext<? extends Annotation> invocation) {
                        return ((Chosen) invocation.getTarget()).manager.getOrCreateCache("pages");
                    }
                };
            }

            @Override
            public CacheResolver getExceptionCacheResolver(CacheMethodDetails<CacheResult> method) {
                throw new UnsupportedOperationException();
            }
        }

        @Inject
        TenantCacheManager manager;

        @CacheResult(cacheName = "pages", cacheResolverFactory = Resolvers.class)
        @CacheTag("annotated")
        String choose(String name) {
            return name;
        }
    }

    private static Application application(String... settings) {
        Map<String, String> all = new HashMap<>(Map.of("tenantcache.tenancy", "shared"));
        for (int i = 0; i < settings.length; i += 2) {
            all.put("tenantcache.caches." + settings[i], settings[i + 1]);
        }
        return Application.configured(all, Pages.class, Chosen.class);
    }

    private static boolean survives(Application application, String tag, Object key) {
        application.bean(CacheInvalidator.class).tag("pages", tag);
        return application.cache("pages").containsKey(Contacts.key(key));
    }

    @Test
    void result_configured_insteadOfAnnotated() {
        try (Application application = application("pages.tags", "owner:{result.owner.id}, all")) {
            Pages pages = application.bean(Pages.class);
            pages.find(1, 7);
            pages.find(2, 8);
            assertThat(survives(application, "owner:7", 1L)).isFalse();
            assertThat(survives(application, "owner:7", 2L)).isTrue();
            pages.search("text", 8);
            assertThat(survives(application, "annotated", "text")).isTrue();
            assertThat(survives(application, "all", "text")).isFalse();
            assertThat(survives(application, "all", 2L)).isFalse();
        }
    }

    @Test
    void put_configured_insteadOfAnnotated() {
        try (Application application = application("pages.tags", "owner:{result.owner.id}")) {
            application.bean(Pages.class).save(1, new Page(new Owner(7)));
            assertThat(survives(application, "annotated", 1L)).isTrue();
            assertThat(survives(application, "owner:7", 1L)).isFalse();
        }
    }

    @Test
    void remove_configured_insteadOfAnnotated() {
        try (Application application =
                application("pages.tags", "owner:{result.owner.id},annotated", "pages.remove-tags", "owner:{owner}")) {
            Pages pages = application.bean(Pages.class);
            pages.find(1, 7);
            pages.find(2, 8);
            pages.delete(99, 7);
            assertThat(application.cache("pages").containsKey(Contacts.key(1L))).isFalse();
            assertThat(application.cache("pages").containsKey(Contacts.key(2L)))
                    .as("it bears what the method is annotated with")
                    .isTrue();
        }
    }

    @Test
    void none_takesTheAnnotationsAway() {
        try (Application application = application("pages.tags", "none")) {
            application.bean(Pages.class).search("text", 7);
            assertThat(survives(application, "annotated", "text")).isTrue();
        }
    }

    @Test
    void blank_leavesTheAnnotations() {
        try (Application application = application("pages.tags", " ")) {
            application.bean(Pages.class).search("text", 7);
            assertThat(survives(application, "annotated", "text")).isFalse();
        }
    }

    @Test
    void cacheChosenByCode_keepsTheAnnotations() {
        try (Application application = application("pages.tags", "configured")) {
            application.bean(Chosen.class).choose("name");
            assertThat(survives(application, "configured", "name")).isTrue();
            assertThat(survives(application, "annotated", "name")).isFalse();
        }
    }

    @Test
    void ofWhatAMethodDoesNotHave_refused() {
        assertThatThrownBy(() -> application(
                                "pages.tags", "owner:{owner}", "pages.remove-tags", "owner:{result.owner.id},{id")
                        .close())
                .hasMessageContaining("for 3 reasons:")
                .hasMessageContainingAll(
                        "TC-140 @CachePut " + Pages.class.getName() + ".save(long," + Page.class.getName()
                                + ") cannot make the tag \"owner:{owner}\" of tenantcache.caches.pages.tags, which names"
                                + " 'owner', which is no parameter",
                        "TC-140 @CacheRemove " + Pages.class.getName() + ".delete(long,long) cannot make the tag"
                                + " \"owner:{result.owner.id}\" of tenantcache.caches.pages.remove-tags, which asks for the"
                                + " result, though nothing is stored",
                        "\"{id\" of tenantcache.caches.pages.remove-tags, which has a { without its }");
    }

    @Test
    void blankTag_refused() {
        assertThatThrownBy(() -> application("pages.tags", "all,,other").close())
                .hasMessageContainingAll("TC-002", "tenantcache.caches.pages.tags", "It holds a blank tag.");
    }

    @Test
    void ofACacheThatNoMethodUses_isTold() {
        try (LogLines log = LogLines.of("io.tenantcache.cdi.extension.TagValidation")) {
            application("page.tags", "all", "pages.tags", "all", "pages.remove-tags", "none")
                    .close();
            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .startsWith("TC-141 tenantcache.caches.page.tags has no effect");
        }
    }
}

package io.tenantcache.cdi.operation;

import io.tenantcache.Invalidation;
import java.util.List;

/** What an invalidator was told to outdate. Immutable. */
sealed interface InvalidationPlan {

    /** All that it may outdate: for keys that have to be found, their cache. */
    Invalidation covered();

    /** What there is to outdate now, for the calling thread's tenant. */
    Invalidation found(DeployedCaches caches);

    /** The part of it that is these scopes. */
    InvalidationPlan part(List<Invalidation.Scope> scopes);

    /** What is named. */
    record Scopes(Invalidation covered) implements InvalidationPlan {

        @Override
        public Invalidation found(DeployedCaches caches) {
            return covered;
        }

        @Override
        public InvalidationPlan part(List<Invalidation.Scope> scopes) {
            return new Scopes(new Invalidation(scopes));
        }
    }

    /** The keys of a cache that match when it is done. */
    record Matching(String cache, KeyPattern pattern) implements InvalidationPlan {

        @Override
        public Invalidation covered() {
            return Invalidation.ofCaches(List.of(cache));
        }

        @Override
        public Invalidation found(DeployedCaches caches) {
            return caches.keysMatching(cache, pattern);
        }

        @Override
        public InvalidationPlan part(List<Invalidation.Scope> scopes) {
            return this;
        }
    }
}

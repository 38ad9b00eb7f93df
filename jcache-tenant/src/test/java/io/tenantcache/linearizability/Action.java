package io.tenantcache.linearizability;

import io.tenantcache.linearizability.Call.Step;
import javax.cache.Cache;
import org.jspecify.annotations.Nullable;

/** The atomic operations: what each asks of a cache, and what it would come to if nothing else went on. */
enum Action {
    PUT {
        @Override
        Step after(@Nullable Long value, Call call) {
            return Step.of(call.first(), null);
        }

        @Override
        @Nullable
        Object ask(Cache<String, Long> cache, String key, Call call) {
            cache.put(key, call.first());
            return null;
        }
    },
    PUT_IF_ABSENT {
        @Override
        Step after(@Nullable Long value, Call call) {
            return Step.of(value == null ? Long.valueOf(call.first()) : value, value == null);
        }

        @Override
        @Nullable
        Object ask(Cache<String, Long> cache, String key, Call call) {
            return cache.putIfAbsent(key, call.first());
        }
    },
    REPLACE {
        @Override
        Step after(@Nullable Long value, Call call) {
            return Step.of(value == null ? null : Long.valueOf(call.first()), value != null);
        }

        @Override
        @Nullable
        Object ask(Cache<String, Long> cache, String key, Call call) {
            return cache.replace(key, call.first());
        }
    },
    REPLACE_EXPECTED {
        @Override
        Step after(@Nullable Long value, Call call) {
            return holds(value, call) ? Step.of(call.second(), true) : Step.of(value, false);
        }

        @Override
        @Nullable
        Object ask(Cache<String, Long> cache, String key, Call call) {
            return cache.replace(key, call.first(), call.second());
        }
    },
    REMOVE {
        @Override
        Step after(@Nullable Long value, Call call) {
            return Step.of(null, value != null);
        }

        @Override
        @Nullable
        Object ask(Cache<String, Long> cache, String key, Call call) {
            return cache.remove(key);
        }
    },
    REMOVE_EXPECTED {
        @Override
        Step after(@Nullable Long value, Call call) {
            return holds(value, call) ? Step.of(null, true) : Step.of(value, false);
        }

        @Override
        @Nullable
        Object ask(Cache<String, Long> cache, String key, Call call) {
            return cache.remove(key, call.first());
        }
    },
    GET_AND_PUT {
        @Override
        Step after(@Nullable Long value, Call call) {
            return Step.of(call.first(), value);
        }

        @Override
        @Nullable
        Object ask(Cache<String, Long> cache, String key, Call call) {
            return cache.getAndPut(key, call.first());
        }
    },
    GET_AND_REMOVE {
        @Override
        Step after(@Nullable Long value, Call call) {
            return Step.of(null, value);
        }

        @Override
        @Nullable
        Object ask(Cache<String, Long> cache, String key, Call call) {
            return cache.getAndRemove(key);
        }
    },
    GET_AND_REPLACE {
        @Override
        Step after(@Nullable Long value, Call call) {
            return Step.of(value == null ? null : Long.valueOf(call.first()), value);
        }

        @Override
        @Nullable
        Object ask(Cache<String, Long> cache, String key, Call call) {
            return cache.getAndReplace(key, call.first());
        }
    },
    /** A read through the authority: a plain one may be answered by the near tier, which may be behind. */
    INVOKE_READ {
        @Override
        Step after(@Nullable Long value, Call call) {
            return Step.of(value, value);
        }

        @Override
        @Nullable
        Object ask(Cache<String, Long> cache, String key, Call call) {
            return cache.invoke(key, (entry, none) -> entry.getValue());
        }
    },
    /** Counts one on; answers the count. */
    INVOKE_COUNT {
        @Override
        Step after(@Nullable Long value, Call call) {
            return Step.of(value == null ? 1 : value + 1, value == null ? 1 : value + 1);
        }

        @Override
        @Nullable
        Object ask(Cache<String, Long> cache, String key, Call call) {
            return cache.invoke(key, (entry, none) -> {
                long count = entry.exists() ? entry.getValue() + 1 : 1;
                entry.setValue(count);
                return count;
            });
        }
    },
    /** Puts the second value in the place of the first one; answers what was there. */
    INVOKE_EXCHANGE {
        @Override
        Step after(@Nullable Long value, Call call) {
            return Step.of(holds(value, call) ? Long.valueOf(call.second()) : value, value);
        }

        @Override
        @Nullable
        Object ask(Cache<String, Long> cache, String key, Call call) {
            return cache.invoke(key, (entry, none) -> {
                Long value = entry.getValue();
                if (holds(value, call)) {
                    entry.setValue(call.second());
                }
                return value;
            });
        }
    },
    /** Removes what is there, puts the value where nothing is; answers whether something is now. */
    INVOKE_TOGGLE {
        @Override
        Step after(@Nullable Long value, Call call) {
            return Step.of(value == null ? Long.valueOf(call.first()) : null, value == null);
        }

        @Override
        @Nullable
        Object ask(Cache<String, Long> cache, String key, Call call) {
            return cache.invoke(key, (entry, none) -> {
                boolean absent = !entry.exists();
                if (absent) {
                    entry.setValue(call.first());
                } else {
                    entry.remove();
                }
                return absent;
            });
        }
    };

    /** What the call makes of that value, and answers. */
    abstract Step after(@Nullable Long value, Call call);

    /** What the cache answers; null also where an operation answers nothing. */
    abstract @Nullable Object ask(Cache<String, Long> cache, String key, Call call);

    /** Whether the call's first value is one that must be there. */
    boolean expects() {
        return this == REPLACE_EXPECTED || this == REMOVE_EXPECTED || this == INVOKE_EXCHANGE;
    }

    private static boolean holds(@Nullable Long value, Call call) {
        return value != null && value == call.first();
    }
}

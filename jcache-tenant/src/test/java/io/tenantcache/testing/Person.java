package io.tenantcache.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** A mutable value, as applications have them: no constructor without parameters, not serializable. */
public final class Person {

    private String name;
    private final List<String> tags;

    public Person(String name, List<String> tags) {
        this.name = name;
        this.tags = tags;
    }

    public String name() {
        return name;
    }

    public void rename(String other) {
        this.name = other;
    }

    /** Another of the same name and tags. */
    public Person copy() {
        return new Person(name, new ArrayList<>(tags));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Person that && name.equals(that.name) && tags.equals(that.tags);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, tags);
    }
}

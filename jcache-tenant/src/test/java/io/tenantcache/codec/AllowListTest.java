package io.tenantcache.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenantcache.ParameterKey;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllowListTest {

    private static final String HERE = AllowListTest.class.getName();

    enum Color {
        RED {},
        GREEN
    }

    static class Parent {
        Optional<Part> inherited = Optional.empty();
    }

    static final class Declared extends Parent {
        Map<String, ? extends List<Element[]>> generic = Map.of();
        transient Skipped skipped = new Skipped();
    }

    record Part(Color color, Sum sum) {}

    record Element(int x) {}

    sealed interface Sum permits Plus, Minus {}

    record Plus(int a) implements Sum {}

    record Minus(int a) implements Sum {}

    record Skipped() {}

    @Test
    void permits_nothingButTheJdksValues() {
        AllowList none = AllowList.of(List.of(), List.of());
        for (Class<?> allowed : List.of(String.class, int.class, int[][].class, ArrayList.class, ParameterKey.class)) {
            assertThat(none.permits(allowed)).as(allowed.getName()).isTrue();
        }
        assertThat(none.permits(EnumSet.of(TimeUnit.DAYS).getClass())).isTrue();
        assertThat(none.permits(Object[].class)).isTrue();
        for (Class<?> refused : List.of(Object.class, Thread.class, Class.class, Runtime.class, java.net.URL.class)) {
            assertThat(none.permits(refused)).as(refused.getName()).isFalse();
            assertThat(none.permits(refused.arrayType().arrayType())).isFalse();
        }
        assertThat(none.permits(Part.class)).isFalse();
    }

    @Test
    @SuppressWarnings("GetClassOnEnum") // the class of the constant itself is meant
    void permits_whatADeclaredTypeReaches() {
        AllowList declared = AllowList.of(List.of(), List.of(Declared.class));
        for (Class<?> reached : List.of(
                Declared.class, Parent.class, Part.class, Element.class, Element[].class, Plus.class, Minus.class)) {
            assertThat(declared.permits(reached)).as(reached.getName()).isTrue();
        }
        assertThat(declared.permits(Color.RED.getClass())).isTrue();
        assertThat(declared.permits(Color.class)).isTrue();
        assertThat(declared.permits(Skipped.class)).isFalse();
    }

    @Test
    void permits_aRejectingPatternWins() {
        AllowList list = AllowList.of(List.of(HERE + "$*", "!" + HERE + "$Part"), List.of(Part.class, Element.class));
        assertThat(list.permits(Element.class)).isTrue();
        assertThat(list.permits(Skipped.class)).isTrue();
        assertThat(list.permits(Part.class)).isFalse();
        assertThat(list.permits(Part[].class)).isFalse();
    }

    @Test
    void permits_patternsOfPackages() {
        String parent = AllowListTest.class.getPackageName().replaceAll("\\.codec$", "");
        assertThat(AllowList.of(List.of(parent + ".*"), List.of()).permits(Part.class))
                .isFalse();
        assertThat(AllowList.of(List.of(parent + ".**"), List.of()).permits(Part.class))
                .isTrue();
        assertThat(AllowList.of(List.of(" " + parent + ".codec.* ", ""), List.of())
                        .permits(Part.class))
                .isTrue();
    }

    @Test
    void require_namesTheClass() {
        AllowList none = AllowList.of(List.of(), List.of());
        assertThatThrownBy(() -> none.require(Part.class))
                .isInstanceOf(ClassNotAllowedException.class)
                .hasMessageContaining(Part.class.getName())
                .hasMessageContaining("tenantcache.codec.allow");
    }

    @ParameterizedTest
    @ValueSource(strings = {"com.*.Acme", "maxdepth=3", "com.acme.**;maxbytes=1", "a b", "com.acme/", "!"})
    void of_malformedPattern(String pattern) {
        assertThatThrownBy(() -> AllowList.of(List.of(pattern), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + pattern + "'");
    }
}

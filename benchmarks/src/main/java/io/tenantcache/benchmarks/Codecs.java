package io.tenantcache.benchmarks;

import io.tenantcache.codec.AllowList;
import io.tenantcache.codec.ValueCodec;
import io.tenantcache.config.Codec;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.apache.fory.Fory;
import org.apache.fory.config.Language;
import org.apache.fory.logging.LogLevel;
import org.apache.fory.logging.LoggerFactory;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The codecs as they are configured, beside the strongest other candidate for the default: Fory, with what the others do
 * too (classes by name and asked about, compatible fields, references), and without a pool, which it would need.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 4, time = 1)
@Fork(1)
public class Codecs {

    /** The codec. */
    @Param({"kryo", "java", "json", "fory"})
    public String codec = "kryo";

    /** The value. */
    @Param({"record", "conversation", "rows"})
    public String value = "record";

    private ValueCodec measured = valueCodec(codec);
    private Object object = "";
    private byte[] bytes = {};

    /** Encodes the value once, and prints its size. */
    @Setup
    public void encodeOnce() {
        measured = valueCodec(codec);
        object = switch (value) {
            case "record" -> Inbox.contact();
            case "conversation" -> Inbox.conversation();
            default -> Inbox.rows();
        };
        bytes = measured.encode(object);
        System.out.println(codec + " " + value + ": " + bytes.length + " bytes");
    }

    /** To bytes. */
    @Benchmark
    public byte[] encode() {
        return measured.encode(object);
    }

    /** And back. */
    @Benchmark
    public Object decode() {
        return measured.decode(bytes, 0, bytes.length);
    }

    private static ValueCodec valueCodec(String name) {
        AllowList allowed = AllowList.of(List.of(Inbox.class.getName() + "$*"), List.of());
        return name.equals("fory")
                ? new ForyCodec(allowed)
                : ValueCodec.of(Codec.valueOf(name.toUpperCase(Locale.ROOT)), allowed, Codecs.class.getClassLoader());
    }

    /** Fory as it would have to be configured. */
    private static final class ForyCodec implements ValueCodec {

        private final Fory fory;

        ForyCodec(AllowList allowed) {
            LoggerFactory.setLogLevel(LogLevel.ERROR_LEVEL);
            ClassLoader classLoader = Codecs.class.getClassLoader();
            fory = Fory.builder()
                    .withLanguage(Language.JAVA)
                    .requireClassRegistration(false)
                    .withCompatible(true)
                    .withRefTracking(true)
                    .withAsyncCompilation(false)
                    .withClassLoader(classLoader)
                    .build();
            fory.getTypeResolver().setTypeChecker((resolver, type) -> {
                try {
                    return allowed.permits(Class.forName(type, false, classLoader));
                } catch (ClassNotFoundException absent) {
                    return false;
                }
            });
        }

        @Override
        public byte[] encode(Object object) {
            return fory.serialize(object);
        }

        @Override
        public Object decode(byte[] bytes, int offset, int length) {
            return fory.deserialize(
                    offset == 0 && length == bytes.length ? bytes : Arrays.copyOfRange(bytes, offset, offset + length));
        }
    }
}

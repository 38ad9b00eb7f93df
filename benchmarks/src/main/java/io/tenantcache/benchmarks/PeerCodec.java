package io.tenantcache.benchmarks;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.tenantcache.codec.ValueCodec;
import org.redisson.client.codec.BaseCodec;
import org.redisson.client.protocol.Decoder;
import org.redisson.client.protocol.Encoder;

/** Our codec as one of Redisson's, so that peers differ in what they do and not in what they serialize with. */
final class PeerCodec extends BaseCodec {

    private final ValueCodec values;
    private final ClassLoader classLoader;

    PeerCodec(ValueCodec values, ClassLoader classLoader) {
        this.values = values;
        this.classLoader = classLoader;
    }

    @Override
    public Encoder getValueEncoder() {
        return value -> Unpooled.wrappedBuffer(values.encode(value));
    }

    @Override
    public Decoder<Object> getValueDecoder() {
        return this::decode;
    }

    private Object decode(ByteBuf buffer, Object state) {
        byte[] bytes = new byte[buffer.readableBytes()];
        buffer.readBytes(bytes);
        return values.decode(bytes, 0, bytes.length);
    }

    @Override
    public ClassLoader getClassLoader() {
        return classLoader;
    }
}

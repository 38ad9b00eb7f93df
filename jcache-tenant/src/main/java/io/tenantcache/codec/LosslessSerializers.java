package io.tenantcache.codec;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.SerializerFactory.BaseSerializerFactory;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import com.esotericsoftware.kryo.serializers.EnumNameSerializer;
import com.esotericsoftware.kryo.serializers.ImmutableSerializer;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.EnumMap;
import java.util.Locale;

/**
 * In place of serializers of Kryo's that lose something: enums went by position, so that a constant added in the middle changed
 * the ones behind it; locales lost script and extensions; dates and times that occur twice, when summer ends, became the
 * first of the two; and an empty {@link EnumMap} does not tell whose constants it maps.
 */
final class LosslessSerializers {

    private LosslessSerializers() {}

    static void addTo(Kryo kryo) {
        kryo.addDefaultSerializer(Enum.class, new BaseSerializerFactory<Serializer<?>>() {
            @Override
            @SuppressWarnings({"rawtypes", "unchecked"}) // as Kryo declares it
            public Serializer<?> newSerializer(Kryo used, Class type) {
                return new EnumNameSerializer(type);
            }
        });
        kryo.addDefaultSerializer(Locale.class, new OfLocale());
        kryo.addDefaultSerializer(ZonedDateTime.class, new OfZonedDateTime());
        kryo.addDefaultSerializer(EnumMap.class, new OfEnumMap());
    }

    /** By its three old parts where they make it, for some have no tag; else by its tag. */
    private static final class OfLocale extends ImmutableSerializer<Locale> {

        @Override
        public void write(Kryo kryo, Output output, Locale value) {
            if (new Locale(value.getLanguage(), value.getCountry(), value.getVariant()).equals(value)) {
                output.writeString(null);
                output.writeString(value.getLanguage());
                output.writeString(value.getCountry());
                output.writeString(value.getVariant());
            } else if (Locale.forLanguageTag(value.toLanguageTag()).equals(value)) {
                output.writeString(value.toLanguageTag());
            } else {
                throw new EncodingException("A locale has no language tag", null);
            }
        }

        @Override
        public Locale read(Kryo kryo, Input input, Class<? extends Locale> type) {
            String tag = input.readString();
            return tag == null
                    ? new Locale(input.readString(), input.readString(), input.readString())
                    : Locale.forLanguageTag(tag);
        }
    }

    /** With its offset, which tells the two apart. */
    private static final class OfZonedDateTime extends ImmutableSerializer<ZonedDateTime> {

        @Override
        public void write(Kryo kryo, Output output, ZonedDateTime value) {
            output.writeVarLong(value.toLocalDateTime().toEpochSecond(ZoneOffset.UTC), false);
            output.writeVarInt(value.getNano(), true);
            output.writeVarInt(value.getOffset().getTotalSeconds(), false);
            output.writeString(value.getZone().getId());
        }

        @Override
        public ZonedDateTime read(Kryo kryo, Input input, Class<? extends ZonedDateTime> type) {
            LocalDateTime local =
                    LocalDateTime.ofEpochSecond(input.readVarLong(false), input.readVarInt(true), ZoneOffset.UTC);
            ZoneOffset offset = ZoneOffset.ofTotalSeconds(input.readVarInt(false));
            return ZonedDateTime.ofInstant(local, offset, ZoneId.of(input.readString()));
        }
    }

    private static final class OfEnumMap extends Serializer<EnumMap<?, ?>> {

        @Override
        public void write(Kryo kryo, Output output, EnumMap<?, ?> value) {
            EnumMap<?, ?> copy = value.clone();
            kryo.writeClass(output, EnumTypes.of(copy));
            output.writeVarInt(copy.size(), true);
            copy.forEach((key, mapped) -> {
                output.writeString(key.name());
                kryo.writeClassAndObject(output, mapped);
            });
        }

        @Override
        @SuppressWarnings({"unchecked", "rawtypes"})
        public EnumMap<?, ?> read(Kryo kryo, Input input, Class<? extends EnumMap<?, ?>> type) {
            Class keyType = kryo.readClass(input).getType();
            if (!keyType.isEnum()) {
                throw new KryoException("The keys of an EnumMap are no constants");
            }
            EnumMap map = new EnumMap(keyType);
            kryo.reference(map);
            for (int left = input.readVarInt(true); left > 0; left--) {
                map.put(Enum.valueOf(keyType, input.readString()), kryo.readClassAndObject(input));
            }
            return map;
        }
    }
}

package io.tenantcache.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenantcache.store.RemoteUnavailableException;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MastersTest {

    /** Of three slots. */
    private static final String FOO = "{foo}";

    private static final String BAR = "{bar}";
    private static final String ZAP = "{zap}";

    private final AtomicInteger changes = new AtomicInteger();
    private final AtomicInteger questions = new AtomicInteger();
    private final Masters masters = new Masters(Topology.CLUSTER, changes::incrementAndGet);

    @Test
    void confirm_asksOncePerSlotAndChannel() {
        confirm(FOO, 1);
        confirm(FOO, 1);
        assertThat(questions).hasValue(1);
        confirm(BAR, 1);
        assertThat(questions).hasValue(2);
        masters.channelUsed();
        confirm(FOO, 1);
        confirm(FOO, 1);
        assertThat(questions).hasValue(3);
        assertThat(changes).hasValue(0);
    }

    /** The answer to the question may have come through a channel that was used then for the first time. */
    @Test
    void confirm_channelUsedWhileItAsks_isAskedAgain() {
        masters.confirm(FOO, () -> {
            masters.channelUsed();
            return OptionalLong.of(1);
        });
        confirm(FOO, 1);
        assertThat(questions).hasValue(1);
    }

    @Test
    void confirm_anotherServer_refusedAndToldOnce() {
        confirm(FOO, 1);
        masters.channelUsed();
        refuse(FOO, 2);
        assertThat(changes).hasValue(1);
        confirm(FOO, 2);
        assertThat(changes).hasValue(1);
    }

    @Test
    void confirm_serversFromTheStart_areNoChange() {
        masters.found(List.of(1L, 2L));
        confirm(FOO, 1);
        confirm(BAR, 2);
        assertThat(changes).hasValue(0);
    }

    /** A master of thousands of slots was replaced. */
    @Test
    void confirm_otherSlotsOfTheReplacedMaster_areOneChange() {
        confirm(FOO, 1);
        confirm(BAR, 1);
        masters.channelUsed();
        refuse(FOO, 2);
        confirm(BAR, 2);
        confirm(ZAP, 2);
        assertThat(changes).hasValue(1);
    }

    /** A master that was cut off went on to answer for this slot after its successor had been noticed. */
    @Test
    void confirm_slotThatTheOldServerServedAfterTheChange_isAnotherChange() {
        confirm(FOO, 1);
        confirm(BAR, 1);
        masters.channelUsed();
        refuse(FOO, 2);
        confirm(BAR, 1);
        masters.channelUsed();
        refuse(BAR, 2);
        assertThat(changes).hasValue(2);
    }

    @Test
    void confirm_slotMovedBetweenMastersFromTheStart_isNoChange() {
        masters.found(List.of(1L, 2L));
        confirm(FOO, 1);
        masters.channelUsed();
        confirm(FOO, 2);
        assertThat(changes).hasValue(0);
    }

    @Test
    void confirm_answeredOtherwiseThanALaterCaller_refused() {
        confirm(FOO, 1);
        masters.channelUsed();
        assertThatThrownBy(() -> masters.confirm(FOO, () -> {
                    masters.channelUsed();
                    refuse(FOO, 2);
                    masters.channelUsed();
                    confirm(FOO, 2);
                    return OptionalLong.of(1);
                }))
                .isInstanceOf(RemoteUnavailableException.class);
        assertThat(changes).hasValue(1);
    }

    @Test
    void found_anotherServer_told() {
        masters.found(List.of(1L, 2L));
        masters.found(List.of(2L, 1L));
        assertThat(changes).hasValue(0);
        masters.found(List.of(1L, 3L));
        masters.found(List.of(1L, 3L));
        assertThat(changes).hasValue(1);
    }

    @Test
    void found_thenConfirmed_isOneChange() {
        masters.found(List.of(1L));
        confirm(FOO, 1);
        masters.found(List.of(2L));
        confirm(FOO, 2);
        assertThat(changes).hasValue(1);
    }

    @Test
    void confirm_historyIsNotTold_isNoChange() {
        assertThatCode(() -> {
                    masters.confirm(FOO, OptionalLong::empty);
                    masters.channelUsed();
                    masters.confirm(FOO, OptionalLong::empty);
                })
                .doesNotThrowAnyException();
        assertThat(changes).hasValue(0);
    }

    private void confirm(String key, long history) {
        masters.confirm(key, () -> {
            questions.incrementAndGet();
            return OptionalLong.of(history);
        });
    }

    private void refuse(String key, long history) {
        assertThatThrownBy(() -> confirm(key, history)).isInstanceOf(RemoteUnavailableException.class);
    }
}

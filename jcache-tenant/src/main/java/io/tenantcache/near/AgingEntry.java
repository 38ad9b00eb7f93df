package io.tenantcache.near;

/** One that is loaded anew before its life is over, if it is asked for. */
final class AgingEntry extends NearEntry {

    private final long end;

    /**
     * An entry.
     *
     * @param due from when on it is to be loaded anew
     * @param end when its life is over
     */
    AgingEntry(Object held, Epoch epoch, int version, long due, long end) {
        super(held, epoch, version, due);
        this.end = end;
    }

    @Override
    long end() {
        return end;
    }
}

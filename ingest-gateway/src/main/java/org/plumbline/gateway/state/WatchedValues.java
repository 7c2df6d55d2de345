// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.state;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The numbers last seen of {@link Watched} objects; compact, for there is one of it for each meter. Immutable. */
public final class WatchedValues {

    public static final WatchedValues NONE = new WatchedValues(0, new long[0]);
    private static final int ALL = (1 << Watched.values().length) - 1;

    private final int present;
    private final long[] values;

    private WatchedValues(int present, long[] values) {
        this.present = present;
        this.values = values;
    }

    /** @param values of the objects whose bits are set, by rising bit */
    static WatchedValues of(int present, long[] values) {
        if ((present & ~ALL) != 0 || Integer.bitCount(present) != values.length) {
            throw new IllegalArgumentException("set of watched values is malformed");
        }
        return present == 0 ? NONE : new WatchedValues(present, values.clone());
    }

    /** Null where the meter has not shown the object. */
    public @Nullable Long get(Watched object) {
        return (present & object.bit()) == 0 ? null : (Long) values[indexOf(object)];
    }

    public WatchedValues with(Watched object, long value) {
        int index = indexOf(object);
        boolean known = (present & object.bit()) != 0;
        long[] next = new long[values.length + (known ? 0 : 1)];
        System.arraycopy(values, 0, next, 0, index);
        next[index] = value;
        System.arraycopy(values, known ? index + 1 : index, next, index + 1, next.length - index - 1);
        return new WatchedValues(present | object.bit(), next);
    }

    /** True when the number is known of both and not the same. */
    public static boolean moved(WatchedValues before, WatchedValues now, Watched object) {
        Long from = before.get(object);
        Long to = now.get(object);
        return from != null && to != null && !from.equals(to);
    }

    int present() {
        return present;
    }

    long[] values() {
        return values.clone();
    }

    private int indexOf(Watched object) {
        return Integer.bitCount(present & (object.bit() - 1));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof WatchedValues that && present == that.present && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return 31 * present + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("WatchedValues[");
        for (Watched object : Watched.values()) {
            Long value = get(object);
            if (value != null) {
                text.append(object).append('=').append(value).append(' ');
            }
        }
        return text.append(']').toString();
    }
}

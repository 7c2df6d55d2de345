// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.pacing;

/** What the silence of a meter is put down to. */
public sealed interface Blame {

    /** The meter itself, as far as anybody can tell. */
    record Meter() implements Blame {}

    /** Its segment, which was found dead before; the failure does not count against the meter. */
    record Segment() implements Blame {}

    /**
     * Its segment, and this failure has shown it; it is to be told.
     *
     * @param meters different meters that fell silent one after the other, this one included
     */
    record SegmentFound(int meters) implements Blame {}
}

// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.adapter.micrometer;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.plumbline.gateway.clock.ClockHealth;
import org.plumbline.gateway.ownership.OwnerState;
import org.plumbline.gateway.ownership.PartitionLoad;
import org.plumbline.gateway.pacing.SegmentStatus;

/** What is looked at of a running instance when metrics are collected. Answers from memory; safe for many threads. */
public interface InstanceView {

    /** State of the owner of each partition assigned to this instance. */
    Map<Integer, OwnerState> owners();

    /** What the owners have to do, all partitions together. */
    PartitionLoad load();

    ClockHealth headEndClock();

    /** Holds in force; empty while they are not known. */
    OptionalInt holdsInForce();

    /** True while frames may be sent. */
    boolean leaseHeld();

    /** The network segments as they are now. */
    List<SegmentStatus> segments();

    /** Frame traces that are running. */
    int tracesRunning();
}

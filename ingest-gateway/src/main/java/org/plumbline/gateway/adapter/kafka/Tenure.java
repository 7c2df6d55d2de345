// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.adapter.kafka;

import org.plumbline.gateway.ownership.PartitionLoad;

/** One time of owning a partition. */
interface Tenure {

    /**
     * Owns the partition until stopped.
     *
     * @throws RuntimeException when the tenure failed, e.g. because another instance has fenced it
     */
    void run() throws InterruptedException;

    /** What there is to do; for any thread. */
    default PartitionLoad load() {
        return PartitionLoad.NONE;
    }

    /** Begins the orderly end; {@link #run} returns within the drain time. For any thread. */
    void stop();
}

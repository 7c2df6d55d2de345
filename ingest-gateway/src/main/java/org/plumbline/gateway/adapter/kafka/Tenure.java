// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.adapter.kafka;

/** One time of owning a partition. */
interface Tenure {

    /**
     * Owns the partition until stopped.
     *
     * @throws RuntimeException when the tenure failed, e.g. because another instance has fenced it
     */
    void run() throws InterruptedException;

    /** Begins the orderly end; {@link #run} returns within the drain time. For any thread. */
    void stop();
}

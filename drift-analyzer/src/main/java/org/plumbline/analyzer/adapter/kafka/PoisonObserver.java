// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.adapter.kafka;

/** Told of every record that goes to the dead letters. */
@FunctionalInterface
public interface PoisonObserver {
    /** Tells nobody. */
    PoisonObserver NOBODY = topic -> {};

    /** @param topic the record was found on */
    void onPoison(String topic);
}

// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.port;

import java.time.Instant;

/** Field time: the time the meters live in. May be stepped; never goes back. Safe for concurrent use. */
@FunctionalInterface
public interface FieldClock {
    Instant now();
}

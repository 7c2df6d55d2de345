// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.fleet;

import java.time.Instant;

/**
 * That a reading exists; its registers are not kept.
 *
 * @param captureTime by the meter's clock
 * @param fieldTime of the reading session
 */
public record ReadingSeen(String meterId, Instant captureTime, Instant fieldTime) implements FleetRecord {}

// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
/**
 * What the gateway may take of the field network: sessions and connections per segment, retries, circuits, frame loss.
 * Pure; monotonic time and chance are parameters, nothing here waits.
 */
@NullMarked
package org.plumbline.gateway.pacing;

import org.jspecify.annotations.NullMarked;

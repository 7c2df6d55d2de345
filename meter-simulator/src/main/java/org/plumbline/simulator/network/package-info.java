// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
/** A test network: what its segments carry at once, and what exceeds their limits. */
@NullMarked
package org.plumbline.simulator.network;

import org.jspecify.annotations.NullMarked;

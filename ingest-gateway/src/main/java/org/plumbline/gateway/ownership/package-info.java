// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
/** One owner per meter: the lease, the meter's one session queue, its counters. Pure. */
@NullMarked
package org.plumbline.gateway.ownership;

import org.jspecify.annotations.NullMarked;

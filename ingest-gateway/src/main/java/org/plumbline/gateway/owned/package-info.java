// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
/** One meter while it is owned: its registration, its schedule, its orders, all through its one session queue. */
@NullMarked
package org.plumbline.gateway.owned;

import org.jspecify.annotations.NullMarked;

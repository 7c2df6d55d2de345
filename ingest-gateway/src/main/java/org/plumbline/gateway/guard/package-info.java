// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
/** The frame guard: what every octet from a meter must pass before a codec sees it. Pure. */
@NullMarked
package org.plumbline.gateway.guard;

import org.jspecify.annotations.NullMarked;

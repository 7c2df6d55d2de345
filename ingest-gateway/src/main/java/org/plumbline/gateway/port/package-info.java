// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
/** What the gateway core needs from its surroundings, and what the meter side offers to the core. */
@NullMarked
package org.plumbline.gateway.port;

import org.jspecify.annotations.NullMarked;

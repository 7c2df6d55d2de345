// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
/** Association, reading and counters of one meter session, on ports. Pure of sockets and clocks. */
@NullMarked
package org.plumbline.gateway.session;

import org.jspecify.annotations.NullMarked;

// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
/** The wrapper profile and the field networks, without I/O. */
@NullMarked
package org.plumbline.gateway.transport;

import org.jspecify.annotations.NullMarked;

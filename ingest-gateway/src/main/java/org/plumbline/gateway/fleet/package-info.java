// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
/** Registrations: which meters there are and whether they can be worked with. Pure. */
@NullMarked
package org.plumbline.gateway.fleet;

import org.jspecify.annotations.NullMarked;

// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
/** How well meters are read: read success, billing success, interval completeness. Pure. */
@NullMarked
package org.plumbline.gateway.accounting;

import org.jspecify.annotations.NullMarked;

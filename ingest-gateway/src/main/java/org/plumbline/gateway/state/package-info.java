// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
/** What the gateway remembers of one meter, as versioned private octets. Pure. */
@NullMarked
package org.plumbline.gateway.state;

import org.jspecify.annotations.NullMarked;

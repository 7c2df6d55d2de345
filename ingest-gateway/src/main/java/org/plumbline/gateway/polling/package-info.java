// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
/** When a meter is due and what one reading session does. Pure of any transport. */
@NullMarked
package org.plumbline.gateway.polling;

import org.jspecify.annotations.NullMarked;

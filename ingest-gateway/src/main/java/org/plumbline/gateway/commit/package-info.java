// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
/** What is committed together: records, a meter's next state, an order's end. Pure. */
@NullMarked
package org.plumbline.gateway.commit;

import org.jspecify.annotations.NullMarked;

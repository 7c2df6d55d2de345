// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
/** Emergency stops: the view of the holds and what it allows. Pure. */
@NullMarked
package org.plumbline.gateway.holds;

import org.jspecify.annotations.NullMarked;

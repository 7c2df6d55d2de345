// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
/** Clocks: the head-end's own first, then the meters'; measuring, judging and, by policy, correcting them. Pure. */
@NullMarked
package org.plumbline.gateway.clock;

import org.jspecify.annotations.NullMarked;

// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
/** The audit as people read it: its entries in words, and whether its chains are proven. */
@NullMarked
package org.plumbline.console.audit;

import org.jspecify.annotations.NullMarked;

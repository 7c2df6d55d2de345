// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
/** Files of meters and references: what may stand in them, what is wrong with one, and what taking it in would change. */
@NullMarked
package org.plumbline.console.imports;

import org.jspecify.annotations.NullMarked;

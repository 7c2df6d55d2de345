// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
/** The fleet as tables that a database keeps: what a row is, what is counted over rows, in which order rows stand. */
@NullMarked
package org.plumbline.console.tables;

import org.jspecify.annotations.NullMarked;

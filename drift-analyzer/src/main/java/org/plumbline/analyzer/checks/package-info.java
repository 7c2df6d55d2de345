// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
/** Follows the checks of one meter from reading to reading: days that settle, state and what is told. Pure. */
@org.jspecify.annotations.NullMarked
package org.plumbline.analyzer.checks;

// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
/** Checks of a meter against itself: what registers of one meter must have to do with each other. */
@org.jspecify.annotations.NullMarked
package org.plumbline.analyzer.metrology.checks;

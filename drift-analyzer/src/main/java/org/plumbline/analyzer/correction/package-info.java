// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
/** The corrected series of a meter: what its energy would be without its estimated error. Never for billing. Pure. */
@NullMarked
package org.plumbline.analyzer.correction;

import org.jspecify.annotations.NullMarked;

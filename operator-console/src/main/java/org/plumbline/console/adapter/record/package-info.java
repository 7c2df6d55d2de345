// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
/** What a calibration record states, derived from the contract's records that it embeds, and the check that it does. */
@NullMarked
package org.plumbline.console.adapter.record;

import org.jspecify.annotations.NullMarked;

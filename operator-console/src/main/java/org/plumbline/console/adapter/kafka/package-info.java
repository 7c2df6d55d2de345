// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
/** Topics in, signed commands out. */
@NullMarked
package org.plumbline.console.adapter.kafka;

import org.jspecify.annotations.NullMarked;

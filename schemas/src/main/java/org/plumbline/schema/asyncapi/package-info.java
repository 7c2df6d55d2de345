// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
/** The topics as an AsyncAPI document. */
@NullMarked
package org.plumbline.schema.asyncapi;

import org.jspecify.annotations.NullMarked;

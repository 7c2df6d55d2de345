// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
/** Bearer tokens: JSON Web Tokens (RFC 7519) and the keys that sign them (RFC 7517). */
@NullMarked
package org.plumbline.console.adapter.jose;

import org.jspecify.annotations.NullMarked;

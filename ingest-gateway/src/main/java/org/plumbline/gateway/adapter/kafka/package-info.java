// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
/** Kafka: ownership by consumer group, transactions per partition, registrations, orders, holds. */
@NullMarked
package org.plumbline.gateway.adapter.kafka;

import org.jspecify.annotations.NullMarked;

// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.fault;

/** One scripted fault of one meter; strikes once. */
public record FaultRule(String meterId, FaultTrigger trigger, FaultAction action) {}

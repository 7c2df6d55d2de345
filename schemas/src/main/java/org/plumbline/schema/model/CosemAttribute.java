// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.schema.model;

/**
 * One attribute of a COSEM object.
 *
 * @param classId interface class
 * @param obis logical name, six decimal groups with dots
 * @param attribute attribute index, from 1
 */
public record CosemAttribute(int classId, String obis, int attribute) {}

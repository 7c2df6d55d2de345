/** Micrometer: what is counted and measured, by name. Labels are bounded; no meter is ever one. */
@NullMarked
package org.plumbline.gateway.adapter.micrometer;

import org.jspecify.annotations.NullMarked;

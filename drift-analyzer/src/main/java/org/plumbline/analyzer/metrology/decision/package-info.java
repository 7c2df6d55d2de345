/** Uncertainty budget, statement of conformity, and what may be proposed about a finding. */
@NullMarked
package org.plumbline.analyzer.metrology.decision;

import org.jspecify.annotations.NullMarked;

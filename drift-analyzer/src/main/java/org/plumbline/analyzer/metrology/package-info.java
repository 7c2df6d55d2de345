/** The pure metrology of the analyzer: no broker, no wire format, no clock. Faults of its packages. */
@NullMarked
package org.plumbline.analyzer.metrology;

import org.jspecify.annotations.NullMarked;

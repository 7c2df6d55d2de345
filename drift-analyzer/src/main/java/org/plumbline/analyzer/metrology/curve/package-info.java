/** Error over load: which loads the readings cover, and what is expected elsewhere. */
@NullMarked
package org.plumbline.analyzer.metrology.curve;

import org.jspecify.annotations.NullMarked;

/** Surveillance of double-metered points after a named rule: which days are analysed, which finding is open, until when. */
@NullMarked
package org.plumbline.analyzer.surveillance;

import org.jspecify.annotations.NullMarked;

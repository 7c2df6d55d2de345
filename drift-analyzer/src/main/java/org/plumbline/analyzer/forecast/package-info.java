/** Meters under a certificate: what is remembered of their days, and when a forecast is told. Pure. */
@NullMarked
package org.plumbline.analyzer.forecast;

import org.jspecify.annotations.NullMarked;

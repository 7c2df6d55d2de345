/** One meter followed over its readings: days close, the track is replayed, cases change. Pure. */
@NullMarked
package org.plumbline.analyzer.meter;

import org.jspecify.annotations.NullMarked;

/** One closed day of a tested and a reference meter, from register levels to a daily gain error. */
@NullMarked
package org.plumbline.analyzer.metrology.paired;

import org.jspecify.annotations.NullMarked;

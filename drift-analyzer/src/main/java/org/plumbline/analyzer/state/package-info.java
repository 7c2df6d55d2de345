/** What is remembered of one meter between readings, and its versioned octets. Pure. */
@NullMarked
package org.plumbline.analyzer.state;

import org.jspecify.annotations.NullMarked;

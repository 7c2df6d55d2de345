/** Wires the drift analyzer and runs it. */
@NullMarked
package org.plumbline.analyzer.app;

import org.jspecify.annotations.NullMarked;

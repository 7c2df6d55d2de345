/** Certificates of a test bench: what they state, and whether their numbers agree with each other. Pure. */
@NullMarked
package org.plumbline.console.bench;

import org.jspecify.annotations.NullMarked;

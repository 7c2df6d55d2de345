/** Drives the demo: starts everything, plays the two people and tells what happens. */
@NullMarked
package org.plumbline.platform.demo;

import org.jspecify.annotations.NullMarked;

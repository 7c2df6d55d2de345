/** Life of an accuracy case: from the evidence over the order to the proof. Pure. */
@NullMarked
package org.plumbline.analyzer.cases;

import org.jspecify.annotations.NullMarked;

/** The command. */
@NullMarked
package org.plumbline.evaluation.app;

import org.jspecify.annotations.NullMarked;

/** The table and its forms. */
@NullMarked
package org.plumbline.evaluation.report;

import org.jspecify.annotations.NullMarked;

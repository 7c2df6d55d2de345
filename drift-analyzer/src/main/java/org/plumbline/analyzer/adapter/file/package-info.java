/** Files of the operator. */
@NullMarked
package org.plumbline.analyzer.adapter.file;

import org.jspecify.annotations.NullMarked;

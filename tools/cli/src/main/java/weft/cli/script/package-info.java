/// Scripts of `weft do`: their words, the steps that they say, and who carries them out.
@NullMarked
package weft.cli.script;

import org.jspecify.annotations.NullMarked;

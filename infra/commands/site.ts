import { writeCommentsScript } from '../site-script.ts';

/** Makes the script of articles' pages from `site/`. */
console.log((await writeCommentsScript()) ? 'written  shared/article/comments-script.ts' : 'nothing to change');

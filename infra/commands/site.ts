import { writeCommentsScript } from '../site-script.ts';

/** Makes the script of articles' pages from `site/`. */
await writeCommentsScript();

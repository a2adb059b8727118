import { DiscussionApi } from './api.ts';
import { Discussion } from './discussion.ts';
import { HeldComments } from './held-comments.ts';
import { wordsOf } from './words.ts';

/** Browsers that forbid storage throw when they are asked for it. */
function storage(): Storage | undefined {
  try {
    return localStorage;
  } catch {
    return undefined;
  }
}

const section = document.getElementById('comments');
const articleId = section?.dataset.article;
if (section && articleId !== undefined) {
  const language = document.documentElement.lang;
  const discussion = new Discussion(section, {
    api: new DiscussionApi(articleId, (...request) => fetch(...request)),
    setting: { words: wordsOf(language), language, zone: section.dataset.zone ?? 'UTC' },
    held: new HeldComments(articleId, storage()),
    linked: /^#comment-([a-z2-7]{26})$/.exec(location.hash)?.[1],
  });
  // The link to the comments stays where they cannot be shown.
  discussion.show().catch(() => undefined);
}

import { accountIn } from './account.ts';
import { DiscussionApi } from './api.ts';
import { Discussion } from './discussion.ts';
import { Likes } from './likes.ts';
import { OwnComments } from './own-comments.ts';
import { wordsOf } from './words.ts';

/** Browsers that forbid storage throw when they are asked for it. */
function storageOf(): Storage | undefined {
  try {
    return localStorage;
  } catch {
    return undefined;
  }
}

/** The comment that the page's address names. */
const linked = (): string | undefined => /^#comment-([a-z2-7]{26})$/.exec(location.hash)?.[1];

const section = document.getElementById('comments');
const articleId = section?.dataset.article;
if (section && articleId !== undefined) {
  const language = document.documentElement.lang;
  const storage = storageOf();
  const now = () => Date.now();
  const account = () => accountIn(storage, now());
  const discussion = new Discussion(section, {
    api: new DiscussionApi(articleId, (...request) => fetch(...request), account),
    words: wordsOf(language),
    language,
    zone: section.dataset.zone ?? 'UTC',
    account,
    own: new OwnComments(articleId, storage, account),
    likes: new Likes(storage, account),
    now,
  });
  const goToLinked = () => {
    const commentId = linked();
    if (commentId !== undefined) void discussion.goTo(commentId);
  };
  // The link to the comments stays where they cannot be shown.
  discussion.show(linked()).then(
    () => addEventListener('hashchange', goToLinked),
    () => undefined,
  );
}

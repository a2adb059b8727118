import { renderFrame } from '../../article/page-frame.ts';
import { displayTime } from '../../display-time.ts';
import { feedFileUrl } from '../../feed/feed-url.ts';
import { type Markup, markup, trusted } from '../../markup.ts';
import type { Site } from '../../site.ts';
import type { ShownComment } from '../comment.ts';
import { commentHtml } from '../comment-html.ts';
import { commentWordsIn } from '../comment-words.ts';
import type { Discussion, DiscussionState } from '../discussion.ts';
import { commentAnchor, commentFeedId } from './comment-feed.ts';

interface Thread {
  head: ShownComment;
  /** Oldest first. */
  replies: ShownComment[];
}

/** The newest comments for people, as threads of two levels: what stands in the comment feeds, and the heads that it answers. */
export function renderDiscussionPage({ article, discussion }: DiscussionState, site: Site): string {
  const words = commentWordsIn(article.language);
  const feedId = commentFeedId(article.id);
  const title = words.commentsOn(article.headline);
  const { count, recent } = discussion;
  const said = count === 0 ? words.none : words.newestOf(recent.length, count);
  const list = threadsOf(discussion).map(({ head, replies }) => thread(head, replies, article.language, site));
  return renderFrame(
    {
      language: article.language,
      title,
      description: said,
      url: feedFileUrl(site, feedId, 'page'),
      ogType: 'website',
      feeds: [{ feedId, title }],
      main: markup`<h1>${words.comments}: <a href="${article.url}">${article.headline}</a></h1>
<p class="meta">${said} <a href="${article.url}">${words.toArticle}</a></p>
${list.length > 0 ? markup`<ol class="comments">\n${list}</ol>\n` : undefined}`,
    },
    site,
  );
}

/** Threads by their heads, newest first. */
function threadsOf({ recent, heads }: Discussion): Thread[] {
  const replies = Map.groupBy(recent.toReversed(), ({ parentId }) => parentId);
  const all = new Map([...recent.filter(({ parentId }) => parentId === undefined), ...heads].map((c) => [c.id, c]));
  return [...all.values()]
    .sort((a, b) => (a.createdAt === b.createdAt ? 0 : a.createdAt < b.createdAt ? 1 : -1))
    .map((head) => ({ head, replies: replies.get(head.id) ?? [] }));
}

const thread = (head: ShownComment, replies: readonly ShownComment[], language: string, site: Site): Markup => {
  const names = new Map(replies.map(({ id, authorName }) => [id, authorName]));
  const shown = (c: ShownComment) => comment(c, names, language, site);
  return markup`<li>
${shown(head)}${replies.length > 0 ? markup`<ol>\n${replies.map((reply) => markup`<li>\n${shown(reply)}</li>\n`)}</ol>\n` : undefined}</li>
`;
};

/** `names`: who wrote the answers of its thread that are shown, by their ids. */
function comment(c: ShownComment, names: ReadonlyMap<string, string>, language: string, site: Site): Markup {
  const anchor = commentAnchor(c.id);
  const words = commentWordsIn(language);
  if (c.status !== 'PUBLISHED')
    return markup`<article id="${anchor}">\n<p class="meta">${words.notShown}</p>\n</article>\n`;
  const answered = c.replyTo === undefined ? undefined : names.get(c.replyTo);
  const time = markup`<time datetime="${c.createdAt}">${displayTime(c.createdAt, language, site.zone)}</time>`;
  return markup`<article id="${anchor}">
<p class="meta"><strong><bdi>${c.authorName}</bdi></strong>${c.badge && markup` · <span class="mark">${c.badge}</span>`} · ${time}${c.featured && markup` · <span class="mark">★ ${words.featured}</span>`}</p>
${answered && markup`<p class="meta">${words.inAnswerTo} <a href="#${commentAnchor(c.replyTo ?? '')}"><bdi>${answered}</bdi></a></p>\n`}<div dir="auto">${trusted(commentHtml(c.text))}</div>
</article>
`;
}

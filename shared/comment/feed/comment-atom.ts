import { atomHead, distinctUpdates } from '../../feed/atom.ts';
import { type Markup, markup } from '../../markup.ts';
import type { CommentFeed, CommentItem } from './comment-feed.ts';

/** The comments as Atom 1.0 (RFC 4287); what each answers, by the threading extension (RFC 4685). */
export function renderCommentAtom(feed: CommentFeed, publication: string): string {
  const head = atomHead({ ...feed, self: feed.urls.atom, home: feed.urls.home }, publication);
  return markup`<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:thr="http://purl.org/syndication/thread/1.0" xml:lang="${feed.language}">
${head}${distinctUpdates(feed.items).map(([it, updated]) => entry(it, updated))}</feed>
`.text;
}

const entry = (it: CommentItem, updated: string): Markup => markup`<entry>
<id>${it.id}</id>
<title>${it.title}</title>
<published>${it.publishedAt}</published>
<updated>${updated}</updated>
<author><name>${it.author}</name></author>
<link rel="alternate" type="text/html" href="${it.url}"/>
<thr:in-reply-to ref="${it.inReplyTo.id}" type="text/html" href="${it.inReplyTo.url}"/>
<content type="html">${it.html}</content>
</entry>
`;

import type { SourceComment, SourceEntry } from './source.ts';
import { type XmlObject, xmlObjects } from './xml-objects.ts';

const STATES: Readonly<Record<string, SourceComment['state']>> = {
  '1': 'published',
  approve: 'published',
  approved: 'published',
  '0': 'pending',
  hold: 'pending',
  spam: 'spam',
  trash: 'deleted',
  'post-trashed': 'deleted',
};

/** What a WordPress export (WXR, `<rss>`) holds of comments. Those of a page come before the page's own entry. */
export async function* wxrEntries(chunks: AsyncIterable<string>): AsyncGenerator<SourceEntry> {
  let page = 0;
  let blog = '';
  for await (const { name, fields } of xmlObjects(chunks, ['channel/base_blog_url', 'channel/item', 'item/comment'])) {
    if (name === 'base_blog_url') blog = fields.get('')?.trim() ?? '';
    if (name === 'comment') yield { comment: commentOf(blog, String(page), fields) };
    if (name !== 'item') continue;
    const urls = ['link', 'guid', 'thread_identifier'].flatMap((each) => fields.get(each)?.trim() || []);
    yield { thread: { id: String(page), urls } };
    page++;
  }
}

function commentOf(blog: string, thread: string, fields: XmlObject['fields']): SourceComment {
  const field = (name: string) => fields.get(`comment_${name}`)?.trim() ?? '';
  const parent = field('parent');
  const user = field('user_id');
  const type = field('type');
  const isComment = type === '' || type === 'comment';
  return {
    id: `${blog} ${field('id')}`,
    thread,
    parent: parent === '' || parent === '0' ? undefined : `${blog} ${parent}`,
    name: field('author'),
    email: field('author_email') || undefined,
    account: user === '' || user === '0' ? undefined : user,
    // WordPress divides paragraphs by blank lines, and shows ends of lines.
    html: field('content').replace(/\r\n?|\n/g, '<br>'),
    ...timeOf(field('date_gmt'), field('date')),
    state: isComment ? (STATES[field('approved')] ?? 'pending') : 'no comment',
  };
}

/** WordPress' form has no zone. One of its two fields is in UTC; the other, in the site's own zone, is taken where that is missing. */
function timeOf(gmt: string, local: string): Pick<SourceComment, 'createdAt' | 'isWithoutZone'> {
  const utc = asUtc(gmt);
  return utc === undefined ? { createdAt: asUtc(local) ?? '', isWithoutZone: true } : { createdAt: utc };
}

const asUtc = (text: string): string | undefined =>
  /^(?!0000)\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(text) ? `${text.replace(' ', 'T')}Z` : undefined;

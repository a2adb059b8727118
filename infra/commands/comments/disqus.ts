import type { SourceComment, SourceEntry } from './source.ts';
import { type XmlObject, xmlObjects } from './xml-objects.ts';

/** What a Disqus export holds (`<disqus>`: threads, then posts). */
export async function* disqusEntries(chunks: AsyncIterable<string>): AsyncGenerator<SourceEntry> {
  for await (const { name, fields } of xmlObjects(chunks, ['disqus/thread', 'disqus/post'])) {
    const id = fields.get('@id');
    if (id === undefined) continue;
    if (name === 'post') yield { comment: commentOf(id, fields) };
    if (name === 'thread') yield { thread: { id, urls: [fields.get('link'), fields.get('id')].flatMap(given) } };
  }
}

const commentOf = (id: string, fields: XmlObject['fields']): SourceComment => ({
  id,
  thread: fields.get('thread@id') ?? '',
  parent: fields.get('parent@id'),
  name: fields.get('author/name') ?? '',
  email: given(fields.get('author/email'))[0],
  account: given(fields.get('author/username'))[0],
  html: fields.get('message') ?? '',
  createdAt: fields.get('createdAt') ?? '',
  state: stateOf(fields),
});

function stateOf(fields: XmlObject['fields']): SourceComment['state'] {
  const is = (name: string) => fields.get(name)?.trim() === 'true';
  if (is('isDeleted')) return 'deleted';
  if (is('isSpam')) return 'spam';
  return fields.get('isApproved')?.trim() === 'false' ? 'pending' : 'published';
}

const given = (text: string | undefined): string[] => (text === undefined || text.trim() === '' ? [] : [text.trim()]);

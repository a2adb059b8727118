import type { Settings } from '../../../../shared/settings.ts';
import type { Fields } from '../fields.ts';
import type { Draft, Format, Source } from '../format.ts';
import { UploadRefused } from '../upload-refused.ts';
import { sectionHint } from '../wire/section-hint.ts';
import { statedFields } from '../wire/stated-fields.ts';
import { tidyHtml } from '../wire/tidy-html.ts';
import { tagged } from '../wire/topics.ts';
import { rootNameOf } from '../xml/prolog.ts';
import { readXml } from '../xml/read-xml.ts';
import { readNitf } from './read-nitf.ts';

/** IPTC's News Industry Text Format 3.x, with its namespace or without. See ADR 0051. */
export const nitf: Format = {
  name: 'nitf',
  recognises: ({ text }: Source) => text.trimStart().startsWith('<') && rootNameOf(text) === 'nitf',
  parse,
  boundsItself: true,
};

function parse(source: Source, _given: Fields, settings: Settings): Draft {
  const { fields, topics, categories, html, extras } = readNitf(readXml(source.text));
  if (!/[\p{L}\p{N}]/u.test(html.replace(/<[^<>]*>/g, ''))) {
    throw new UploadRefused('no-text', 'There is no text in its body.content. Upload the article with its text.');
  }
  const at = 'tobject, key-list';
  const tags = tagged(topics, at);
  const section = sectionHint(categories, source.key, settings);
  return {
    fields: { ...fields, ...tags.fields, ...statedFields(['section', section, at]) },
    html: tidyHtml(html),
    codes: tags.codes,
    extras,
  };
}

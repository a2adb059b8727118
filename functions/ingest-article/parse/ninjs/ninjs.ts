import type { Settings } from '../../../../shared/settings.ts';
import type { Fields } from '../fields.ts';
import type { Draft, Format, Source } from '../format.ts';
import { UploadRefused } from '../upload-refused.ts';
import { sectionHint } from '../wire/section-hint.ts';
import { statedFields } from '../wire/stated-fields.ts';
import { tidyHtml } from '../wire/tidy-html.ts';
import { tagged } from '../wire/topics.ts';
import { imagesOf } from './images.ts';
import { isObject, textIn } from './members.ts';
import { type JsonObject, readJson } from './read-json.ts';
import { ninjsExtras, ninjsFields } from './read-ninjs.ts';
import { htmlOf, mainOf, variantsOf } from './texts.ts';
import { categoriesOf, topicsOf } from './topics.ts';

/** IPTC's news in JSON, 1.x to 3.x, and Superdesk's dialect of it. It is known by being a JSON object. See ADR 0051. */
export const ninjs: Format = {
  name: 'ninjs',
  recognises: ({ text }: Source) => /^\s*\{\s*["}]/.test(text),
  parse,
};

/** A text for people comes before one for machines, and a whole one before a teaser. */
const BODY_ROLES = /^(?:main|text|html|xhtml|richtext|body)$/;

function parse(source: Source, _given: Fields, settings: Settings): Draft {
  const item = readJson(source.text);
  if (!isObject(item) || !isNinjs(item)) {
    throw new UploadRefused(
      'unsupported-format',
      'This is JSON, but not ninjs, as it has neither a uri nor a body. Upload the article as ninjs 1 to 3, or as text.',
    );
  }
  const bodies = variantsOf(item, 'body', 'bodies').filter(({ value }) =>
    /[\p{L}\p{N}]/u.test(value.replace(/<[^<>]*>/g, '')),
  );
  const body = mainOf(bodies, BODY_ROLES);
  if (!body) throw withoutText(item);
  const topics = topicsOf(item);
  const tags = tagged(topics, 'subjects');
  const categories = [...categoriesOf(item), ...topics.map(({ name }) => name)];
  const images = imagesOf(item);
  return {
    fields: {
      ...ninjsFields(item),
      ...tags.fields,
      ...statedFields(['section', sectionHint(categories, source.key, settings), 'service']),
    },
    html: tidyHtml(htmlOf(body)),
    codes: tags.codes,
    extras: { ...(images.length > 0 && { images }), ...ninjsExtras(item, body) },
  };
}

const isNinjs = (item: JsonObject) =>
  Object.keys(item).some((name) => /^(?:uri|guid|bodies|body_\w+)$/i.test(name)) && item['@context'] === undefined;

/** A picture, an event or a list of other items by itself is no article: it says so by its type. */
function withoutText(item: JsonObject): UploadRefused {
  const type = textIn(item, 'type');
  const what = type === undefined || type === 'text' ? '' : `, as it is of the type ${type.slice(0, 40)}`;
  const message = `There is no text in its body${what}. Upload the article with its text in bodies or body_xhtml.`;
  return new UploadRefused('no-text', message, 'bodies');
}

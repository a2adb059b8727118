import type { Fields } from '../fields.ts';
import { namesInByline } from '../wire/byline.ts';
import { fitted, languageTag, overflow, statedFields, versionOf } from '../wire/stated-fields.ts';
import { objectsIn, textIn } from './members.ts';
import type { JsonObject } from './read-json.ts';
import { mainOf, plainTextOf, type Variant, variantsOf } from './texts.ts';

/** Summaries are cut where the feeds cut them. */
const SUMMARY = 200;
const SUBHEADLINE = /sub|deck|secondary|kicker/;

/** Members that become a field whole; the rest is kept in `extras.ninjs`. */
const IN_FIELDS = new Set(
  ['uri', 'guid', 'version', 'versioncreated', 'embargoed', 'expires', 'pubstatus', 'language', 'byline', 'by'].concat([
    'located',
    'urgency',
    'slugline',
    'usageterms',
  ]),
);

/** The metadata of a ninjs item, whichever version wrote it. */
export function ninjsFields(item: JsonObject): Fields {
  const headlines = variantsOf(item, 'headline', 'headlines');
  const titles = headlines.filter(({ role }) => !SUBHEADLINE.test(role));
  const headline = mainOf(titles.map(asText), /main|^headline$/);
  const subheadline = headlines.find(({ role }) => SUBHEADLINE.test(role));
  const description = descriptionOf(item);
  const authors = objectsIn(item.authors).flatMap((author) => textIn(author, 'name') ?? []);
  return statedFields(
    ['headline', headline ? plainTextOf(headline) : textIn(item, 'title'), headline?.at ?? 'title'],
    ['subheadline', fitted(subheadline && plainTextOf(subheadline)), subheadline?.at ?? 'headlines'],
    ['byline', namesInByline(textIn(item, 'byline', 'by'), textIn(item, 'language')), 'byline'],
    ['authors', authors.length > 0 ? authors : undefined, 'authors'],
    ['dateline', fitted(textIn(item, 'dateline', 'located')), 'located'],
    ['credit', fitted(creditOf(item)), 'infosources'],
    ['usageterms', fitted(textIn(item, 'usageterms')), 'usageterms'],
    ['summary', fitted(description), 'descriptions'],
    ['language', languageTag(textIn(item, 'language')), 'language'],
    ['pubStatus', textIn(item, 'pubstatus'), 'pubstatus'],
    ['embargoed', textIn(item, 'embargoed'), 'embargoed'],
    ['expires', textIn(item, 'expires'), 'expires'],
    ['guid', textIn(item, 'uri', 'guid'), 'uri'],
    ['documentVersion', versionOf(textIn(item, 'version')), 'version'],
    ['documentTime', textIn(item, 'versioncreated'), 'versioncreated'],
  );
}

/** Of a headline in HTML its text counts no more than one in text alone. */
const asText = (variant: Variant): Variant => ({ ...variant, value: plainTextOf(variant), isHtml: false });

function descriptionOf(item: JsonObject): string | undefined {
  const description = mainOf(variantsOf(item, 'description', 'descriptions').map(asText), /text|main|summary|abstract/);
  return description && plainTextOf(description);
}

/** Who is to be credited: the line for it, else the source of the information, else its owner. */
function creditOf(item: JsonObject): string | undefined {
  const sources = [...objectsIn(item.infosource), ...objectsIn(item.infosources), ...objectsIn(item.infoSources)];
  return (
    textIn(item, 'creditline', 'source') ??
    sources.flatMap((source) => textIn(source, 'name') ?? [])[0] ??
    textIn(item, 'provider', 'copyrightholder')
  );
}

/** What of an item has become neither a field nor its body. */
export function ninjsExtras(item: JsonObject, body: Variant): Record<string, unknown> {
  const urgency = textIn(item, 'urgency');
  const slugline = textIn(item, 'slugline');
  const isBody = (name: string) => name === body.at || /^(?:body_|headline$)/i.test(name);
  const rest = Object.entries(item).filter(
    ([name, value]) =>
      value !== null && value !== '' && !IN_FIELDS.has(name.toLowerCase()) && !isBody(name) && name !== 'bodies',
  );
  const otherBodies = variantsOf(item, 'body', 'bodies').filter((each) => isAnother(each, body));
  const version = textIn(item, 'version');
  return {
    ...(urgency && { urgency: Number(urgency) || urgency }),
    ...(slugline && { slugline }),
    ...(version && versionOf(version) === undefined && { version }),
    ...overflow('description', descriptionOf(item), SUMMARY),
    ...overflow('usageterms', textIn(item, 'usageterms')),
    ...(otherBodies.length > 0 && { bodies: otherBodies.map(({ role, value }) => ({ role, value })) }),
    ...(rest.length > 0 && { ninjs: Object.fromEntries(rest) }),
  };
}

/** The same words without their markup are no other body. */
const isAnother = (variant: Variant, body: Variant) => variant !== body && letters(variant) !== letters(body);

const letters = ({ value }: Variant) => value.replace(/<[^<>]*>|&\w+;|[^\p{L}\p{N}]/gu, '');

import type { WireImage } from '../wire/wire-image.ts';
import { isNode, type JsonLd, list, plainJson } from './json-ld.ts';
import type { PageStatements } from './page-statements.ts';

/** What a page tells browsers and search engines, and nobody about its article. */
const TECHNICAL =
  /^(?:viewport|generator|robots|googlebot|bingbot|theme-color|color-scheme|referrer|format-detection|rating|msapplication-.*|apple-.*|mobile-.*|csrf-.*|.*-verification|verify-v1|fb:.*|handheldfriendly|al:.*|next-head-count|twitter:card|og:type)$/;

interface Found {
  said: PageStatements;
  /** The places whose words are in the fields. */
  used: ReadonlySet<string>;
  jsonLd: JsonLd;
  images: readonly WireImage[];
  embeds: readonly string[];
}

/** What a page says and the model has no field for: `images`, `embeds`, `meta`, `jsonLd`, `unusedLines`. */
export function pageExtras({ said, used, jsonLd, images, embeds }: Found): Record<string, unknown> {
  const told = new Set([...used].flatMap((place) => said.get(place)));
  const rest = [...said.entries()]
    .filter(
      ([place]) => !used.has(place) && !place.startsWith('ld.') && !TECHNICAL.test(place) && place !== '__proto__',
    )
    .map(([place, values]): [string, string[]] => [place, values.filter((value) => !told.has(value))])
    .filter(([, values]) => values.length > 0);
  const meta = rest.filter(([place]) => !place.startsWith('text.'));
  const lines = rest.filter(([place]) => place.startsWith('text.')).flatMap(([, values]) => values);
  const data = restOf(jsonLd, used);
  return {
    ...(images.length > 0 && { images }),
    ...(embeds.length > 0 && { embeds }),
    ...(meta.length > 0 && {
      meta: Object.fromEntries(meta.map(([name, values]) => [name, values.length > 1 ? values : values[0]])),
    }),
    ...(data.length > 0 && { jsonLd: data }),
    ...(jsonLd.unreadable > 0 && { unreadableJsonLd: jsonLd.unreadable }),
    ...(lines.length > 0 && { unusedLines: lines }),
  };
}

/** The article's node without what is a field or the body now, and the others. A thing of which a field took the name stays. */
function restOf({ article, others }: JsonLd, used: ReadonlySet<string>): unknown[] {
  const isTaken = ([name, value]: [string, unknown]) =>
    name === '@context' ||
    name === '@type' ||
    name === 'articleBody' ||
    (used.has(`ld.${name}`) && !list(value).some(isNode));
  const rest = Object.entries(article ?? {}).filter((entry) => !isTaken(entry));
  const nodes = rest.length > 0 ? [{ '@type': article?.['@type'], ...Object.fromEntries(rest) }, ...others] : others;
  return nodes.map(plainJson);
}

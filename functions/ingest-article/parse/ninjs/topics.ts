import { type Topic, topicCode } from '../wire/topics.ts';
import { objectsIn, textIn, textOf } from './members.ts';
import type { JsonObject } from './read-json.ts';

/** Members that name who and what an article is about; of these only what it is `about`, not what it mentions, is a tag. */
const ENTITIES = [
  'person',
  'people',
  'organisation',
  'organisations',
  'place',
  'places',
  'object',
  'objects',
  'event',
  'events',
];

/** The tags of an item: its subjects, the entities that it is about, its keywords. What has no name stays in `extras`. */
export function topicsOf(item: JsonObject): Topic[] {
  const concepts = [...objectsIn(item.subject), ...objectsIn(item.subjects)];
  const entities = ENTITIES.flatMap((name) => objectsIn(item[name])).filter(
    (entity) => textIn(entity, 'rel') === 'about',
  );
  const named = [...concepts, ...entities].flatMap((concept): Topic[] => {
    const name = textIn(concept, 'name');
    const code = textIn(concept, 'code', 'qcode', 'uri', 'literal');
    return name === undefined ? [] : [{ name, code: topicCode(code, textIn(concept, 'scheme')) }];
  });
  const keywords = [item.keyword, item.keywords].flatMap((list) => (Array.isArray(list) ? list : []));
  return [...named, ...keywords.flatMap((keyword) => textOf(keyword) ?? []).map((name) => ({ name }))];
}

/** A wire's own categories, for its section: Superdesk's `service` and IPTC's `genre` stand beside the subjects. */
export const categoriesOf = (item: JsonObject): string[] =>
  [...objectsIn(item.service), ...objectsIn(item.services)].flatMap((service) => textIn(service, 'name') ?? []);

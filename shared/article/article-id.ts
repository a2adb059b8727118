import { createHash } from 'node:crypto';
import { base32 } from '../base32.ts';

/** What makes two uploads the same article: the source's guid, else the front matter's id, else the key. */
export interface Identity {
  scheme: 'guid' | 'id' | 'key';
  value: string;
}

/**
 * The id of an article: 80 bits of SHA-256 over its identity in lowercase base32 (RFC 4648 alphabet), 16 characters, no
 * hyphen, so that a page's URL can end in `-{id}.html`. It never changes.
 */
export function articleIdOf(identity: Identity): string {
  return base32(createHash('sha256').update(`${identity.scheme}:${identity.value}`).digest());
}

export const ARTICLE_ID = /^[a-z2-7]{16}$/;

export const isArticleId = (text: string): boolean => ARTICLE_ID.test(text);

/** Of a file's name, not of a sentence such as “U.S. votes”. */
const EXTENSION = /\.[a-z0-9]{1,8}$/i;

/**
 * The identity of an upload. A key counts without its extension and in NFC, so that `story.txt` and `story.md`, or the
 * two spellings that macOS and Linux give one Vietnamese name, are one article.
 */
export function identityOf(source: { guid?: string | undefined; id?: string | undefined }, key: string): Identity {
  if (source.guid) return { scheme: 'guid', value: source.guid };
  if (source.id) return { scheme: 'id', value: source.id };
  return { scheme: 'key', value: key.normalize('NFC').replace(EXTENSION, '') };
}

import type { Article } from '../../../shared/article/article.ts';
import { article } from '../../../shared/article/article.ts';
import type { Identity } from '../../../shared/article/article-id.ts';
import type { Transition } from '../../../shared/article/transition.ts';
import { type UploadHead, uploadHead, uploadVersion } from '../../../shared/article/upload.ts';
import type { NamedFeed } from '../../../shared/feed/feed-id.ts';
import { articleWrites } from '../../../shared/store/article-writes.ts';
import {
  articleKey,
  articleSourceKey,
  identityKey,
  imageKey,
  QUARANTINE_INDEX,
  QUARANTINED,
  uploadHeadKey,
  uploadVersionKey,
} from '../../../shared/store/editorial-keys.ts';
import type { Item } from '../../../shared/store/expressions.ts';
import type { FeedStore } from '../../../shared/store/feed-store.ts';
import type { Table, Write } from '../../../shared/store/table.ts';
import type { Change, Editorial } from '../ports.ts';

const consistent = { consistent: true };

/** Ingest's view of the editorial table. One new article costs two reads of two items and one transaction. */
export class EditorialTable implements Editorial {
  readonly #table: Table;
  readonly #feeds: FeedStore;

  constructor(table: Table, feeds: FeedStore) {
    this.#table = table;
    this.#feeds = feeds;
  }

  async upload(key: string, versionId: string) {
    const [head, version] = await this.#table.getMany(
      [uploadHeadKey(key), uploadVersionKey(key, versionId)],
      consistent,
    );
    return { head: head && uploadHead.parse(head), version: version && uploadVersion.parse(version) };
  }

  async head(key: string): Promise<UploadHead | undefined> {
    const item = await this.#table.get(uploadHeadKey(key), consistent);
    return item && uploadHead.parse(item);
  }

  async identified(identity: Identity, expectedId: string) {
    const [owner, expected] = await this.#table.getMany([identityKey(identity), articleKey(expectedId)], consistent);
    const articleId = owner && String(owner.articleId);
    if (articleId === undefined || articleId === expectedId) return { articleId, article: parsed(expected) };
    return { articleId, article: await this.article(articleId) };
  }

  async article(id: string): Promise<Article | undefined> {
    return parsed(await this.#table.get(articleKey(id), consistent));
  }

  async heads(articleId: string): Promise<UploadHead[]> {
    const keys: string[] = [];
    const sources = { pk: articleKey(articleId).pk, sk: { beginsWith: 'SOURCE#' }, consistent: true };
    for await (const source of this.#table.queryAll(sources)) keys.push(String(source.key));
    const items = await this.#table.getMany(keys.map(uploadHeadKey), consistent);
    return items.flatMap((item) => (item ? [uploadHead.parse(item)] : []));
  }

  async commit(change: Change): Promise<boolean> {
    const { committed } = await this.#table.transact(writesOf(change));
    return committed;
  }

  async saveArticle(transition: Transition): Promise<boolean> {
    const { committed } = await this.#table.transact(articleWrites(transition));
    return committed;
  }

  async saveHead(head: Change['head'], sweptVersionId?: string): Promise<boolean> {
    const swept: Write[] =
      sweptVersionId === undefined
        ? []
        : [{ update: uploadVersionKey(head.after.key, sweptVersionId), set: { sweeps: undefined }, if: 'exists' }];
    const { committed } = await this.#table.transact([headWrite(head), ...swept]);
    return committed;
  }

  registerFeeds = (feeds: readonly NamedFeed[]): Promise<void> => this.#feeds.registerAll(feeds);
}

const parsed = (item: Item | undefined) => item && article.parse(item);

function writesOf(change: Change): Write[] {
  const { head, version, restated, newIdentity } = change;
  const { articleId } = head.after;
  return [
    headWrite(head),
    {
      put: {
        ...uploadVersionKey(version.key, version.versionId),
        ...version,
        ...(version.outcome === 'quarantined' && { [QUARANTINE_INDEX.pk]: QUARANTINED }),
      },
    },
    ...restated.map(
      ({ key, versionId, outcome }): Write => ({
        update: uploadVersionKey(key, versionId),
        set: { outcome, [QUARANTINE_INDEX.pk]: undefined },
        if: 'exists',
      }),
    ),
    ...(newIdentity && articleId
      ? [{ put: { ...identityKey(newIdentity), articleId }, if: 'notExists' as const }]
      : []),
    ...(change.newSource && articleId
      ? [{ put: { ...articleSourceKey(articleId, version.key), schemaVersion: 1, key: version.key } }]
      : []),
    ...(change.article ? articleWrites(change.article) : []),
    ...(change.image ? [imageWrite(change.image)] : []),
  ];
}

const headWrite = ({ before, after }: Change['head']): Write => ({
  put: { ...uploadHeadKey(after.key), ...after },
  if: before ? { equals: { guard: before.guard } } : 'notExists',
});

const imageWrite = (image: NonNullable<Change['image']>): Write =>
  'put' in image ? { put: { ...imageKey(image.put.key), ...image.put } } : { delete: imageKey(image.remove) };

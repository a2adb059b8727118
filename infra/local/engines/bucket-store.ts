import { Lru } from '../../../shared/lru.ts';
import type { BucketSpec } from '../specs.ts';
import { type BucketChange, bucketEvent, matches, testEvent } from './bucket-event.ts';
import type { DurableStore } from './durable-store.ts';
import { S3Error, type S3Object, type S3Store, S3StoreBase } from './fauxqs-parts.ts';
import { inKeyOrder, pageOf } from './object-page.ts';
import { type ObjectVersion, ObjectVersions } from './object-versions.ts';
import type { QueueStore } from './queue-store.ts';
import { asciiMetadata } from './user-metadata.ts';

const READ_BYTES = 8_000_000;

/** What a request says besides bucket, key and body, and where its answer's headers go. */
export interface RequestInHand {
  ifMatch?: string;
  ifNoneMatch?: string;
  versionId?: string;
  /** `Put`, `Post`, `Copy` or `CompleteMultipartUpload`: how S3's events name the way an object came. */
  creation: string;
  header(name: string, value: string): void;
}

/**
 * The buckets, with what fauxqs lacks: conditional writes and deletes, versions, and notifications that are in their queues
 * before the write is answered. Each write is one synchronous stretch and one transaction, conditions checked within.
 */
export class BucketStore extends S3StoreBase {
  /** Set for each request before its handler runs; the handlers are synchronous, so it is always that of the call. */
  request: RequestInHand = NO_REQUEST;
  readonly #durable: DurableStore;
  readonly #queues: QueueStore;
  readonly #versions: ObjectVersions;
  readonly #specs = new Map<string, BucketSpec>();
  readonly #sorted = new Map<string, S3Object[]>();
  readonly #uploads = new Map<string, { bucket: string; key: string }>();
  /** What readers in this process were given last, by bucket, key and ETag: else bodies are on disk alone. */
  readonly #bodies = new Lru<Buffer>(READ_BYTES, ({ length }) => length);

  constructor(durable: DurableStore, queues: QueueStore) {
    super();
    this.#durable = durable;
    this.#queues = queues;
    this.#versions = new ObjectVersions(durable);
  }

  /** Creates the bucket if need be, and has it versioned and notified as specified from now on. */
  ensure(spec: BucketSpec): void {
    const created = !this.hasBucket(spec.name);
    this.createBucket(spec.name);
    this.#specs.set(spec.name, spec);
    if (!created) return;
    const targets = new Set(spec.notifications.map((notification) => notification.queueArn));
    for (const arn of targets) this.#queues.local(arn).send(testEvent(spec.name, new Date()));
  }

  isVersioned(bucket: string): boolean {
    return this.#specs.get(bucket)?.versioned ?? false;
  }

  override putObject(...args: Parameters<S3Store['putObject']>): S3Object {
    const [bucket, key, body, contentType, metadata = {}, ...rest] = args;
    return this.#write(bucket, key, () =>
      super.putObject(bucket, key, body, contentType, asciiMetadata(metadata), ...rest),
    );
  }

  override completeMultipartUpload(...args: Parameters<S3Store['completeMultipartUpload']>): S3Object {
    // The base class alone knows which key an upload is for; it must not store before the conditions are checked.
    const upload = this.#uploads.get(args[0]);
    if (!upload) return super.completeMultipartUpload(...args);
    const object = this.#write(upload.bucket, upload.key, () => super.completeMultipartUpload(...args));
    this.#uploads.delete(args[0]);
    return object;
  }

  override createMultipartUpload(...args: Parameters<S3Store['createMultipartUpload']>): string {
    const [bucket, key, contentType, metadata = {}, ...rest] = args;
    const uploadId = super.createMultipartUpload(bucket, key, contentType, asciiMetadata(metadata), ...rest);
    this.#uploads.set(uploadId, { bucket, key });
    return uploadId;
  }

  override abortMultipartUpload(uploadId: string): void {
    super.abortMultipartUpload(uploadId);
    this.#uploads.delete(uploadId);
  }

  override restoreMultipartUpload(...[upload]: Parameters<S3Store['restoreMultipartUpload']>): void {
    super.restoreMultipartUpload(upload);
    this.#uploads.set(upload.uploadId, { bucket: upload.bucket, key: upload.key });
  }

  override deleteObject(bucket: string, key: string): void {
    this.#delete(bucket, key, this.request.versionId);
  }

  /** Deletes each of these objects or versions, as one. */
  deleteEach(bucket: string, objects: { key: string; versionId?: string }[]): void {
    this.#durable.transaction(() => {
      for (const { key, versionId } of objects) this.#delete(bucket, key, versionId);
    });
  }

  override getObject(bucket: string, key: string): S3Object {
    const version = this.#requested(bucket, key);
    if (!version?.object) return this.#orExplain(bucket, key, () => super.getObject(bucket, key));
    const body = this.#versions.body(bucket, version) ?? super.getObject(bucket, key).body;
    return { ...version.object, body };
  }

  override headObject(bucket: string, key: string): S3Object {
    return this.#requested(bucket, key)?.object ?? this.#orExplain(bucket, key, () => super.headObject(bucket, key));
  }

  /** The object for a reader in this process, or undefined; no request, conditions or versions play a part. */
  read(bucket: string, key: string): S3Object | undefined {
    try {
      const current = super.headObject(bucket, key);
      const place = `${bucket}/${key} ${current.etag}`;
      const body = this.#bodies.get(place) ?? super.getObject(bucket, key).body;
      this.#bodies.set(place, body);
      return { ...current, body };
    } catch (error) {
      if (error instanceof S3Error) return undefined;
      throw error;
    }
  }

  override listObjects(...[bucket, options = {}]: Parameters<S3Store['listObjects']>) {
    return pageOf(this.#inOrder(bucket), options);
  }

  /** Every version of the keys with this prefix. */
  listVersions(bucket: string, prefix: string): ObjectVersion[] {
    return this.#versions.list(bucket, { prefix });
  }

  #inOrder(bucket: string): S3Object[] {
    const known = this.#sorted.get(bucket);
    if (known) return known;
    const { objects } = super.listObjects(bucket, { maxKeys: Number.POSITIVE_INFINITY });
    const sorted = inKeyOrder(objects);
    this.#sorted.set(bucket, sorted);
    return sorted;
  }

  #write(bucket: string, key: string, put: () => S3Object): S3Object {
    return this.#durable.transaction(() => {
      this.#check(bucket, key);
      const versioned = this.isVersioned(bucket);
      if (versioned) this.#versions.archive(bucket, key);
      const object = put();
      this.#sorted.delete(bucket);
      this.#changed(bucket, key, `ObjectCreated:${this.request.creation}`, versioned, object);
      return object;
    });
  }

  #delete(bucket: string, key: string, versionId: string | undefined): void {
    this.#durable.transaction(() => {
      this.#check(bucket, key);
      this.#sorted.delete(bucket);
      if (versionId !== undefined && versionId !== 'null') {
        this.#deleteVersion(bucket, key, versionId);
        return;
      }
      const versioned = this.isVersioned(bucket);
      const existed = this.#current(bucket, key) !== undefined;
      if (versioned) this.#versions.archive(bucket, key);
      super.deleteObject(bucket, key);
      if (versioned) this.#changed(bucket, key, 'ObjectRemoved:DeleteMarkerCreated', true);
      else if (existed) this.#changed(bucket, key, 'ObjectRemoved:Delete', false);
    });
  }

  #deleteVersion(bucket: string, key: string, versionId: string): void {
    const version = this.#versions.find(bucket, key, versionId);
    this.request.header('x-amz-version-id', versionId);
    if (!version) return;
    if (!version.object) this.request.header('x-amz-delete-marker', 'true');
    this.#versions.archive(bucket, key);
    this.#versions.remove(bucket, version);
    if (version.latest) this.#promote(bucket, key);
    this.#notify({
      ...{ bucket, key, eventName: 'ObjectRemoved:Delete', at: new Date(), versionId },
      sequencer: this.#versions.nextSequencer(new Date()),
    });
  }

  /** Makes the newest version that is left the object that the key names; none, if that is a delete marker. */
  #promote(bucket: string, key: string): void {
    const next = this.#versions.newest(bucket, key);
    super.deleteObject(bucket, key);
    if (!next?.object) return;
    const body = this.#versions.body(bucket, next) ?? Buffer.alloc(0);
    this.#durable.persistence.upsertObject(bucket, { ...next.object, body });
    this.restoreObject(bucket, next.object);
  }

  #changed(bucket: string, key: string, eventName: string, versioned: boolean, object?: S3Object): void {
    const at = object?.lastModified ?? new Date();
    const sequencer = this.#versions.nextSequencer(at);
    const versionId = versioned ? this.#versions.add(bucket, key, sequencer, at, object) : undefined;
    if (versionId !== undefined) {
      this.request.header('x-amz-version-id', versionId);
      if (!object) this.request.header('x-amz-delete-marker', 'true');
    }
    this.#notify({
      ...{ bucket, key, eventName, at, sequencer },
      ...(versionId !== undefined && { versionId }),
      ...(object && { size: object.contentLength, etag: object.etag.replaceAll('"', '') }),
    });
  }

  #notify(change: BucketChange): void {
    for (const notification of this.#specs.get(change.bucket)?.notifications ?? []) {
      if (matches(notification, change)) this.#queues.local(notification.queueArn).send(bucketEvent(change));
    }
  }

  /** `If-Match` and `If-None-Match: *` as S3 has them on writes (RFC 9110, but 404 for a key that is not there). */
  #check(bucket: string, key: string): void {
    const { ifMatch, ifNoneMatch } = this.request;
    if (ifMatch === undefined && ifNoneMatch === undefined) return;
    const etag = this.#current(bucket, key)?.etag;
    if (ifMatch !== undefined && etag === undefined) throw noSuchKey(bucket, key);
    const refused =
      (ifMatch !== undefined && ifMatch !== '*' && unquoted(ifMatch) !== unquoted(etag ?? '')) ||
      (ifNoneMatch !== undefined && etag !== undefined);
    if (refused) {
      throw new S3Error('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', 412);
    }
  }

  #current(bucket: string, key: string): S3Object | undefined {
    try {
      return super.headObject(bucket, key);
    } catch (error) {
      if (error instanceof S3Error && 'code' in error && error.code === 'NoSuchKey') return undefined;
      throw error;
    }
  }

  /** The version that is asked for, or the newest of a versioned key, whose id goes into the answer. */
  #requested(bucket: string, key: string): ObjectVersion | undefined {
    const { versionId } = this.request;
    if (!this.isVersioned(bucket)) return undefined;
    if (versionId === undefined || versionId === 'null') {
      const newest = this.#versions.newest(bucket, key);
      if (newest) this.request.header('x-amz-version-id', newest.versionId);
      return undefined;
    }
    const version = this.#versions.find(bucket, key, versionId);
    if (!version) throw new S3Error('NoSuchVersion', 'The specified version does not exist.', 404, `/${bucket}/${key}`);
    this.request.header('x-amz-version-id', versionId);
    if (!version.object) {
      this.request.header('x-amz-delete-marker', 'true');
      throw new S3Error('MethodNotAllowed', 'The specified method is not allowed against this resource.', 405);
    }
    return version;
  }

  #orExplain<T>(bucket: string, key: string, read: () => T): T {
    try {
      return read();
    } catch (error) {
      const newest = this.isVersioned(bucket) ? this.#versions.newest(bucket, key) : undefined;
      if (newest && !newest.object) this.request.header('x-amz-delete-marker', 'true');
      throw error;
    }
  }
}

export const NO_REQUEST: RequestInHand = { creation: 'Put', header: () => undefined };

const unquoted = (etag: string) => etag.replace(/^"|"$/g, '');

const noSuchKey = (bucket: string, key: string) =>
  new S3Error('NoSuchKey', 'The specified key does not exist.', 404, `/${bucket}/${key}`);

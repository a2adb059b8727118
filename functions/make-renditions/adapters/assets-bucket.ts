import { GetObjectCommand, NoSuchKey, PutObjectCommand, type S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import { type Asset, asset, assetKey } from '../../../shared/article/image.ts';
import type { Assets, File } from '../ports.ts';

/** Beside an asset's files: what they are. It is written last, so where it stands, they all do. */
const MANIFEST = 'asset.json';

/** The images of the content bucket over the wire: every file is written once and never changed. */
export class AssetsBucket implements Assets {
  readonly #client: S3Client;
  readonly #bucket: string;

  constructor(client: S3Client, bucket: string) {
    this.#client = client;
    this.#bucket = bucket;
  }

  async find(assetId: string): Promise<Asset | undefined> {
    try {
      const Key = assetKey(assetId, MANIFEST);
      const { Body } = await this.#client.send(new GetObjectCommand({ Bucket: this.#bucket, Key }));
      return asset.parse(JSON.parse((await Body?.transformToString()) ?? ''));
    } catch (error) {
      if (error instanceof NoSuchKey) return undefined;
      throw error;
    }
  }

  async keep(asset: Asset, files: readonly File[]): Promise<void> {
    const put = (name: string, Body: Uint8Array | string, ContentType: string) =>
      this.#putNew(assetKey(asset.assetId, name), Body, ContentType);
    await Promise.all(files.map(({ name, bytes, type }) => put(name, bytes, type)));
    await put(MANIFEST, JSON.stringify(asset), 'application/json');
  }

  async #putNew(Key: string, Body: Uint8Array | string, ContentType: string): Promise<void> {
    try {
      await this.#client.send(new PutObjectCommand({ Bucket: this.#bucket, Key, Body, ContentType, IfNoneMatch: '*' }));
    } catch (error) {
      if (!isTaken(error)) throw error;
    }
  }
}

/** 412 when the object stands, 409 when another conditional write of it is under way: of the same bytes, by its id. */
const isTaken = (error: unknown) =>
  error instanceof S3ServiceException && [409, 412].includes(error.$metadata.httpStatusCode ?? 0);

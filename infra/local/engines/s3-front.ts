import type { BucketStore, RequestInHand } from './bucket-store.ts';
import type { FauxqsApp } from './fauxqs-parts.ts';
import { deletedXml, LOCATION_XML, parseDelete, versioningXml, versionsXml } from './s3-xml.ts';

/** Calls a function and gives its answer as Lambda's Invoke has it; undefined: no such function. */
export type Invoke = (name: string, payload: unknown) => Promise<Invocation | undefined>;

export interface Invocation {
  /** The answer, or the error object when `functionError` is set, as JSON. */
  payload: string;
  functionError?: 'Unhandled';
}

const MAX_BODY_BYTES = 128 * 1024 * 1024;

type Request = Parameters<FauxqsApp['errorHandler']>[1];
type Reply = Parameters<FauxqsApp['errorHandler']>[2];

/** Puts our rules before fauxqs' S3 routes: body limits, conditions, versions; and adds Lambda's Invoke. */
export function serveS3(app: FauxqsApp, store: BucketStore, invoke?: Invoke): void {
  acceptBodies(app);
  app.addHook('preHandler', (request, reply, done) => {
    // S3 takes an object without a body for an empty one.
    if (request.method === 'PUT' && request.body === undefined) request.body = Buffer.alloc(0);
    store.request = inHand(request, reply);
    if (!answered(request, reply, store)) done();
  });
  if (!invoke) return;
  app.post<{ Params: { name: string } }>('/2015-03-31/functions/:name/invocations', async (request, reply) => {
    const text = Buffer.isBuffer(request.body) ? request.body.toString() : '';
    const event: unknown = text === '' ? {} : JSON.parse(text);
    if (request.headers['x-amz-invocation-type'] === 'Event') {
      void invoke(request.params.name, event);
      return reply.status(202).send();
    }
    const result = await invoke(request.params.name, event);
    if (!result) return reply.status(404).send({ Type: 'User', Message: `Function not found: ${request.params.name}` });
    if (result.functionError) reply.header('x-amz-function-error', result.functionError);
    return reply.header('content-type', 'application/json').send(result.payload);
  });
}

/** Any content type is an object's on PUT, a form's too (what `curl --data-binary` sends), at S3's sizes. */
function acceptBodies(app: FauxqsApp): void {
  const form = 'application/x-www-form-urlencoded';
  app.removeContentTypeParser(['*', form]);
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: MAX_BODY_BYTES }, (_request, body, done) => {
    done(null, body);
  });
  app.addContentTypeParser(form, { parseAs: 'buffer', bodyLimit: MAX_BODY_BYTES }, (request, body, done) => {
    done(null, request.method === 'PUT' ? body : Object.fromEntries(new URLSearchParams(body.toString())));
  });
}

function inHand(request: Request, reply: Reply): RequestInHand {
  const header = (name: string) => {
    const value = request.headers[name];
    return typeof value === 'string' ? value : undefined;
  };
  const ifMatch = header('if-match');
  const ifNoneMatch = header('if-none-match');
  const [copySource, copyVersionId] = header('x-amz-copy-source')?.split('?versionId=') ?? [];
  if (copySource !== undefined) request.headers['x-amz-copy-source'] = copySource;
  const versionId = copyVersionId ?? queryOf(request).get('versionId') ?? undefined;
  return {
    ...(ifMatch !== undefined && { ifMatch }),
    ...(ifNoneMatch !== undefined && { ifNoneMatch }),
    ...(versionId !== undefined && { versionId }),
    creation: creationOf(request, copySource),
    header: (name, value) => void reply.header(name, value),
  };
}

function creationOf(request: Request, copySource: string | undefined): string {
  if (copySource !== undefined) return 'Copy';
  if (queryOf(request).has('uploadId')) return 'CompleteMultipartUpload';
  return request.method === 'POST' ? 'Post' : 'Put';
}

/** Answers what fauxqs does not know of itself: bucket versioning, lists of versions, batch deletes with versions. */
function answered(request: Request, reply: Reply, store: BucketStore): boolean {
  const query = queryOf(request);
  const [bucket = '', key = ''] = pathOf(request);
  if (key !== '' || !store.hasBucket(bucket)) return false;
  const send = (xml: string) => {
    void reply.header('content-type', 'application/xml').send(xml);
    return true;
  };
  if (request.method === 'GET' && query.has('versioning')) return send(versioningXml(store.isVersioned(bucket)));
  if (request.method === 'GET' && query.has('location')) return send(LOCATION_XML);
  if (request.method === 'GET' && query.has('versions')) {
    const prefix = query.get('prefix') ?? '';
    return send(versionsXml(bucket, prefix, store.listVersions(bucket, prefix)));
  }
  if (request.method === 'POST' && query.has('delete') && Buffer.isBuffer(request.body)) {
    const { objects, quiet } = parseDelete(request.body.toString());
    store.deleteEach(bucket, objects);
    return send(deletedXml(quiet ? [] : objects));
  }
  return false;
}

const queryOf = (request: Request) => {
  const at = request.url.indexOf('?');
  return new URLSearchParams(at < 0 ? '' : request.url.slice(at + 1));
};

/** Bucket and raw key: not by URL's rules, which would resolve the dots of a key. */
const pathOf = (request: Request) => {
  const [, bucket = '', ...rest] = (request.url.split('?', 1)[0] ?? '').split('/');
  return [bucket, rest.join('/')];
};

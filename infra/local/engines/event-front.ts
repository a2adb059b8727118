import type { FauxqsApp } from './fauxqs-parts.ts';

/** Answers EventBridge's PutEvents: both as AWS has them in JSON. Throws for a request that AWS refuses whole. */
export type PutEvents = (request: unknown) => unknown;

const JSON_1_1 = 'application/x-amz-json-1.1';

/** Serves EventBridge's PutEvents, in the protocol AWS JSON 1.1, before all that fauxqs knows. */
export function serveEvents(app: FauxqsApp, putEvents: PutEvents): void {
  app.addHook('preHandler', (request, reply, done) => {
    if (request.headers['x-amz-target'] !== 'AWSEvents.PutEvents') return done();
    void reply.header('content-type', JSON_1_1);
    try {
      const body: unknown = JSON.parse(Buffer.isBuffer(request.body) ? request.body.toString() : '{}');
      void reply.send(JSON.stringify(putEvents(body)));
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      void reply.status(400).send(JSON.stringify({ __type: 'ValidationException', message }));
    }
  });
}

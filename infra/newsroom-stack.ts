import { CfnOutput, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { routes as articleRoutes } from '../functions/articles/routes.ts';
import { routes as commentRoutes } from '../functions/comments/routes.ts';
import { PAGE_STYLE } from '../shared/article/page-style.ts';
import { createAlarms } from './alarms.ts';
import { Accounts } from './constructs/accounts.ts';
import { Api } from './constructs/api.ts';
import { type FunctionDefaults, NewsroomFunction } from './constructs/newsroom-function.ts';
import { OriginSecrets } from './constructs/origin-secrets.ts';
import { Site } from './constructs/site.ts';
import { WebhookSecrets } from './constructs/webhook-secrets.ts';
import { createEvents } from './events.ts';
import type { EachFunction, FunctionName } from './functions.ts';
import { grant } from './grants.ts';
import { createStorage } from './storage.ts';

/** One stage of the newsroom: what it keeps, its functions, what wakes them, the site before all, and who is told of failures. */
export class NewsroomStack extends Stack {
  constructor(scope: Construct, id: string, defaults: FunctionDefaults) {
    super(scope, id, { description: 'A newsroom: from uploads to pages, feeds and discussion' });
    const { stage } = defaults;
    const create = (name: FunctionName) => new NewsroomFunction(this, name, defaults);
    const { hub } = stage.settings;
    const fn: EachFunction<NewsroomFunction> = {
      'ingest-article': create('ingest-article'),
      'make-renditions': create('make-renditions'),
      publish: create('publish'),
      'release-due': create('release-due'),
      'rebuild-feeds': create('rebuild-feeds'),
      articles: create('articles'),
      comments: create('comments'),
      'publish-comments': create('publish-comments'),
      'emit-events': create('emit-events'),
      'ping-hub': hub === undefined ? undefined : create('ping-hub').tell({ HUB_URL: hub }),
      'send-webhooks': stage.webhooks.length === 0 ? undefined : create('send-webhooks'),
      'publish-discussion': create('publish-discussion'),
    };
    const sendWebhooks = fn['send-webhooks'];
    sendWebhooks?.tell({ WEBHOOKS: new WebhookSecrets(this, 'WebhookSecrets', stage.webhooks).signed });
    const storage = createStorage(this, stage);
    grant(fn, storage);
    const events = createEvents(this, stage, fn, storage);
    createAlarms(this, stage, fn, events);

    const secrets = new OriginSecrets(this, 'OriginSecrets', stage.originSecrets);
    const api = new Api(this, 'Api', stage);
    api.serve(fn.articles, articleRoutes, { andAllElse: true });
    api.serve(fn.comments, commentRoutes);
    const site = new Site(this, 'Site', {
      stage,
      objects: storage.public,
      api: { host: api.host, secret: secrets.sent },
      style: PAGE_STYLE,
    });

    if (stage.invalidateCdn) site.admit(fn.publish);

    for (const each of [fn['ingest-article'], fn['release-due'], fn.comments])
      each.tell({ SETTINGS: JSON.stringify(stage.settings) });
    for (const each of [fn.publish, fn['rebuild-feeds'], fn['publish-discussion'], fn.articles]) {
      each.tell({ SITE_URL: site.url, SETTINGS: JSON.stringify(stage.settings) });
    }
    for (const each of [fn['ingest-article'], fn['emit-events']]) each.tell({ SITE_URL: site.url });
    const { issuer, jwksUri, audience, rolesClaim } = stage.jwt ?? new Accounts(this, 'Accounts', stage).issuer;
    for (const each of [fn.articles, fn.comments]) {
      each.tell({
        JWT_ISSUER: site.absolute(issuer),
        JWT_JWKS_URI: site.absolute(jwksUri),
        JWT_AUDIENCE: audience,
        JWT_ROLES_CLAIM: rolesClaim,
        ORIGIN_SECRETS: secrets.accepted,
      });
    }

    this.#output({
      SiteUrl: site.url,
      UploadsBucketName: storage.uploads.bucketName,
      ContentBucketName: storage.content.bucketName,
      PublicBucketName: storage.public.bucketName,
      EditorialTableName: storage.editorial.tableName,
      DiscussionTableName: storage.discussion.tableName,
      UploadQueueUrl: events.uploads.queueUrl,
      UploadDeadLettersUrl: events.uploads.deadLetters.queueUrl,
      EventBusName: events.bus.eventBusName,
      RebuildFeedsFunctionName: fn['rebuild-feeds'].functionName,
    });
  }

  /** What the commands look up of a deployed stage. */
  #output(values: Record<string, string>): void {
    for (const [id, value] of Object.entries(values)) new CfnOutput(this, id, { value });
  }
}

import * as z from 'zod';
import { settings } from '../shared/settings.ts';
import { webhook } from '../shared/webhook.ts';

const secretGeneration = z.int().min(1).default(1);

/** A URL, or a path on the site itself (the local issuer). */
const urlOrSitePath = z.string().regex(/^(https?:\/)?\/\S+$/, 'must be a URL or begin with a slash');

const tokenIssuer = z.strictObject({
  issuer: urlOrSitePath,
  audience: z.string().min(1),
  jwksUri: urlOrSitePath,
  /** The claim that names a caller's roles, as a string or a list. */
  rolesClaim: z.string().min(1),
});

export type TokenIssuer = z.infer<typeof tokenIssuer>;

/** What a stage configures: an entry of `stages` in `cdk.json`. Durations carry their unit in the name. */
export const stage = z.strictObject({
  /** Keeps tables and buckets when the stack goes, forbids deleting tables, and has point-in-time recovery. */
  protectData: z.boolean().default(false),
  /** The site's origin, without a slash at its end. Default: the domain's, else that of the CloudFront distribution. */
  siteUrl: z
    .url({ protocol: /^https?$/ })
    .regex(/[^/]$/)
    .optional(),
  /** A name of one's own for the site; its certificate must stand in us-east-1. */
  domain: z.strictObject({ name: z.hostname(), certificateArn: z.string().startsWith('arn:') }).optional(),
  settings,
  /** Whose tokens readers and staff bring: any OpenID Connect issuer. Default: a Cognito user pool of the stage's own. */
  jwt: tokenIssuer.optional(),
  logs: z.strictObject({
    level: z.enum(['DEBUG', 'INFO', 'WARN', 'ERROR']),
    retentionDays: z.union([z.literal(1), z.literal(3), z.literal(7), z.literal(14), z.literal(30), z.literal(90)]),
  }),
  /** How long a batch of stream records is gathered. At 0 an article is out soonest, and a backlog makes the batches by itself. */
  batchingWindowSeconds: z.int().min(0).max(300).default(0),
  /** How many uploads' batches are read at once. */
  uploadConcurrency: z.int().min(2).max(1000).default(10),
  /** Throughput that the tables are ready for at once; a new on-demand table takes some 4,000 writes a second. */
  warmThroughput: z
    .strictObject({ readsPerSecond: z.int().min(12_000), writesPerSecond: z.int().min(4_000) })
    .optional(),
  /** How many images may be worked on at once; SQS takes 2 or more. */
  imageConcurrency: z.int().min(2).max(100).default(5),
  /** How many batches of discussions may be published at once. */
  discussionConcurrency: z.int().min(2).max(1000).default(5),
  /** How long overwritten and deleted uploads can be had back and replayed; default: for ever. */
  keepOldUploadsDays: z.int().min(1).optional(),
  /** See `constructs/origin-secrets.ts` for how these rotate. */
  originSecrets: z
    .strictObject({
      sends: z.enum(['a', 'b']).default('a'),
      generations: z.strictObject({ a: secretGeneration, b: secretGeneration }).prefault({}),
    })
    .prefault({}),
  /** Where events of comments are sent; see `constructs/webhook-secrets.ts` for how their secrets rotate. */
  webhooks: z
    .array(
      webhook.extend({
        secretGenerations: z.strictObject({ a: secretGeneration, b: secretGeneration }).prefault({}),
      }),
    )
    .refine((hooks) => new Set(hooks.map(({ name }) => name)).size === hooks.length, 'Two webhooks have one name.')
    .default([]),
  /** Whether the CDN is told to forget what is withdrawn. Without it its copies live up to two minutes. */
  invalidateCdn: z.boolean().default(true),
  priceClass: z.enum(['100', '200', 'all']).default('100'),
  /** A web ACL of scope CLOUDFRONT, hence in us-east-1. */
  webAclArn: z.string().startsWith('arn:').optional(),
  /** Who is told of alarms; default: nobody, they only show in CloudWatch. */
  alarmsEmail: z.email().optional(),
});

export type Stage = z.infer<typeof stage>;

const stageName = z
  .string()
  .regex(/^[a-z][a-z0-9]{0,15}$/, 'a stage is named in at most 16 lowercase letters and digits');

/**
 * The stage that the context asks for: `stage` names an entry of `stages`, `siteUrl` and `hub` override its own, and `webhook` is one
 * more that is sent all events, wherever it stands. Throws, naming what
 * is there, for one that is not.
 */
export function stageFrom(context: (key: string) => unknown): { name: string; stage: Stage } {
  const name = stageName.parse(context('stage'));
  const stages = z.record(z.string(), z.unknown()).parse(context('stages'));
  if (!Object.hasOwn(stages, name))
    throw new Error(`No stage ${name} in cdk.json; there are ${Object.keys(stages).join(', ')}`);
  const given = (key: string) =>
    z
      .string()
      .optional()
      .parse(context(key) ?? undefined);
  const [siteUrl, hub, url] = [given('siteUrl'), given('hub'), given('webhook')];
  const configured = stage.parse(stages[name]);
  const settings = { ...configured.settings, ...(hub !== undefined && { hub }) };
  const more = url === undefined ? [] : [{ name: 'more', url, privateNetwork: true }];
  const webhooks = [...configured.webhooks, ...more];
  return { name, stage: stage.parse({ ...configured, settings, webhooks, ...(siteUrl !== undefined && { siteUrl }) }) };
}

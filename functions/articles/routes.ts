import * as z from 'zod';
import { ARTICLE_ID } from '../../shared/article/article-id.ts';
import { API_DESCRIPTION } from '../../shared/http/api-description.ts';
import { listOf } from '../../shared/http/list.ts';
import { type Endpoints, json, type Route } from '../../shared/http/route.ts';
import { fullArticle, listedArticle } from './article-body.ts';
import { historyEntry } from './history-body.ts';
import { newsArticleBody } from './news-article-body.ts';
import { ninjsItem } from './ninjs-item.ts';
import { ACT_BODIES, listQuery, replayBody, uploadsQuery } from './requests.ts';
import { standing } from './standing-body.ts';
import { uploadBody } from './upload-body.ts';

const id = z.string().regex(ARTICLE_ID).meta({ description: 'The id of an article.' });
const path = z
  .string()
  .meta({ description: 'The key of an object, with its slashes: `pages/`, the id of an article and `.html`.' });
const html = z.string().meta({ description: 'A page for people.' });

const UNKNOWN = 'There is no such article.';
const act = {
  method: 'POST',
  access: 'editor',
  tag: 'Desk',
  params: { id },
  answers: { 200: json('The article as it stands then; the same when it stood so already.', standing) },
  problems: {
    404: UNKNOWN,
    409: 'It cannot be done to the article as it stands, or the article has changed since the editor saw it.',
    422: 'The Idempotency-Key was used for another request.',
  },
} as const;

/** What this function answers. A route is added here together with its endpoint and its row in the table of roles. */
export const routes = [
  {
    method: 'GET',
    path: '/api/articles',
    access: 'anyone',
    operationId: 'listArticles',
    tag: 'Articles',
    summary: 'Articles, newest first',
    description:
      'The articles that match all that is asked for. A page may have fewer items than its limit, or none, and yet a `next`. A walk from `next` to `next` meets each article that stands throughout once, whatever comes and goes.',
    query: listQuery,
    answers: {
      200: {
        ...json(
          'A page of articles. With `fields`, only those members of each.',
          z.union([listOf(listedArticle), listOf(listedArticle.partial())]),
        ),
        linked: true,
      },
    },
  },
  {
    method: 'GET',
    path: '/api/articles/{id}',
    access: 'anyone',
    operationId: 'getArticle',
    tag: 'Articles',
    summary: 'One article in full',
    params: { id },
    answers: {
      200: {
        description: 'The article, by the media type that `Accept` likes best.',
        linked: true,
        content: {
          'application/json': fullArticle,
          'application/ld+json': newsArticleBody,
          'application/vnd.iptc.ninjs+json': ninjsItem,
        },
      },
    },
    problems: {
      404: 'There is no such article, or none that anyone may know of yet.',
      406: 'None of the media types is acceptable; `available` names them.',
      410: 'It was published and is gone: `code`, `lastOp`, `at` and `reason` say why.',
    },
  },
  {
    method: 'GET',
    path: '/api/articles/{id}/versions',
    access: 'editor',
    operationId: 'listArticleVersions',
    tag: 'Desk',
    summary: 'What happened to an article, newest first',
    params: { id },
    answers: { 200: json('The contents that it has had and what editors did to it.', listOf(historyEntry)) },
    problems: { 404: UNKNOWN },
  },
  {
    ...act,
    path: '/api/articles/{id}/correct',
    operationId: 'correctArticle',
    summary: 'Set the correction note',
    body: ACT_BODIES.correct,
  },
  {
    ...act,
    path: '/api/articles/{id}/unpublish',
    operationId: 'unpublishArticle',
    summary: 'Take it back, until a later upload or a republish',
    body: ACT_BODIES.unpublish,
  },
  {
    ...act,
    path: '/api/articles/{id}/republish',
    operationId: 'republishArticle',
    summary: 'Show again what was unpublished',
    body: ACT_BODIES.republish,
  },
  {
    ...act,
    path: '/api/articles/{id}/kill',
    operationId: 'killArticle',
    summary: 'Withdraw it for good: it must not be used any more',
    body: ACT_BODIES.kill,
  },
  {
    ...act,
    path: '/api/articles/{id}/takedown',
    operationId: 'takeDownArticle',
    summary: 'Take it down for good, for a reason such as a court order',
    body: ACT_BODIES.takedown,
  },
  {
    method: 'GET',
    path: API_DESCRIPTION.path,
    access: 'anyone',
    operationId: 'describeApi',
    tag: 'API',
    summary: 'This document',
    answers: { 200: json('The OpenAPI 3.1 document.', z.looseObject({ openapi: z.string() })) },
  },
  {
    method: 'GET',
    path: '/api/absent/{path+}',
    access: 'anyone',
    operationId: 'getAbsentPage',
    tag: 'Articles',
    summary: 'What stands in place of a page that is not there',
    description: 'Asked by the CDN when the site has no such object.',
    params: { path },
    answers: {
      404: { description: 'No more than that there is no page.', content: { 'text/html': html } },
      410: { description: 'That the article is gone, and why.', content: { 'text/html': html } },
    },
  },
  {
    method: 'GET',
    path: '/api/uploads',
    access: 'editor',
    operationId: 'listUploads',
    tag: 'Desk',
    summary: 'What became of uploads, newest first',
    description: 'Takes either `key` or `outcome=quarantined`.',
    query: uploadsQuery,
    answers: { 200: json('A page of uploads.', listOf(uploadBody)) },
  },
  {
    method: 'POST',
    path: '/api/uploads/replay',
    access: 'editor',
    operationId: 'replayUpload',
    tag: 'Desk',
    summary: 'Run a refused upload again',
    body: replayBody,
    answers: { 202: json('The upload as it stands; what comes of it shows in the list of its key.', uploadBody) },
    problems: {
      404: 'Nothing is known of such an upload.',
      409: 'The upload was not refused, or no longer is.',
      422: 'The Idempotency-Key was used for another request.',
    },
  },
] as const satisfies readonly Route[];

export type ArticleEndpoints = Endpoints<(typeof routes)[number]>;

import { Duration, Stack } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  CorsHttpMethod,
  HttpApi,
  HttpMethod,
  HttpRoute,
  HttpRouteKey,
  HttpStage,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { Construct } from 'constructs';
import type { Route } from '../../shared/http/route.ts';
import type { Stage } from '../stage.ts';
import { accept } from './findings.ts';
import { KeptLogs } from './kept-logs.ts';
import type { NewsroomFunction } from './newsroom-function.ts';

/** Of a request only what operating the API takes: no address, no user agent, no query, no path but its route. */
const ACCESS_LOG = {
  requestId: '$context.requestId',
  time: '$context.requestTimeEpoch',
  route: '$context.routeKey',
  status: '$context.status',
  milliseconds: '$context.responseLatency',
  bytes: '$context.responseLength',
  error: '$context.error.message',
  integrationError: '$context.integrationErrorMessage',
};

/** A ceiling for a client that has run wild, far below an account's own limit. */
const THROTTLE = { rateLimit: 1000, burstLimit: 2000 };

/** The HTTP API: exactly the routes that its functions list, one function for all else, CORS for the stage's allowed origins and no other. */
export class Api extends HttpApi {
  constructor(scope: Construct, id: string, stage: Stage) {
    const { allowedOrigins } = stage.settings;
    super(scope, id, {
      description: 'Articles and comments; called by the CDN alone',
      createDefaultStage: false,
      ...(allowedOrigins.length > 0 && {
        corsPreflight: {
          allowOrigins: allowedOrigins,
          allowMethods: [
            CorsHttpMethod.GET,
            CorsHttpMethod.HEAD,
            CorsHttpMethod.POST,
            CorsHttpMethod.PUT,
            CorsHttpMethod.PATCH,
            CorsHttpMethod.DELETE,
          ],
          allowHeaders: ['authorization', 'content-type', 'idempotency-key', 'if-none-match', 'x-edit-token'],
          exposeHeaders: ['etag', 'link', 'location', 'retry-after'],
          maxAge: Duration.days(1),
        },
      }),
    });
    accept(this, {
      'AwsSolutions-APIG4':
        'Readers need no account, so the functions check tokens themselves, route by route and role by role.',
    });
    new HttpStage(this, 'Stage', {
      httpApi: this,
      stageName: '$default',
      autoDeploy: true,
      throttle: THROTTLE,
      accessLogSettings: {
        destination: new LogGroupLogDestination(new KeptLogs(this, 'AccessLogs', stage.logs)),
        format: AccessLogFormat.custom(JSON.stringify(ACCESS_LOG)),
      },
    });
  }

  /** The host that it answers at. */
  get host(): string {
    const { region, urlSuffix } = Stack.of(this);
    return `${this.apiId}.execute-api.${region}.${urlSuffix}`;
  }

  /** Has the function answer these routes, HEAD wherever it answers GET, and what no route answers if it is to (ADR 0103). */
  serve(
    fn: NewsroomFunction,
    routes: readonly Pick<Route, 'method' | 'path'>[],
    { andAllElse = false }: { andAllElse?: boolean } = {},
  ): void {
    // One permission for all of a function's routes: one each would outgrow its policy.
    const integration = new HttpLambdaIntegration(fn.node.id, fn, { scopePermissionToRoute: false });
    for (const { method, path } of routes) {
      const methods = method === 'GET' ? [HttpMethod.GET, HttpMethod.HEAD] : [HttpMethod[method]];
      this.addRoutes({ path, methods, integration });
    }
    if (andAllElse) new HttpRoute(this, 'AllElse', { httpApi: this, routeKey: HttpRouteKey.DEFAULT, integration });
  }
}

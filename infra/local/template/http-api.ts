import * as z from 'zod';
import type { ApiRoute, CorsSpec, HttpApiSpec } from '../edge/edge-specs.ts';
import type { FunctionSpec } from '../specs.ts';
import { functionNamed } from './functions.ts';
import { boolean, ignored, number } from './ignored.ts';
import type { Registry } from './registry.ts';

const texts = z.array(z.string()).default([]);

const apiProperties = z.strictObject({
  ProtocolType: z.literal('HTTP'),
  CorsConfiguration: z
    .strictObject({
      AllowOrigins: texts,
      AllowMethods: texts,
      AllowHeaders: texts,
      ExposeHeaders: texts,
      AllowCredentials: boolean.default(false),
      MaxAge: number.optional(),
    })
    .optional(),
  ...ignored('Description', 'DisableExecuteApiEndpoint', 'Name', 'Tags'),
});

const integrationProperties = z.strictObject({
  ApiId: z.string(),
  IntegrationType: z.literal('AWS_PROXY'),
  IntegrationUri: z.string(),
  PayloadFormatVersion: z.literal('2.0'),
  TimeoutInMillis: number.default(30_000),
  ...ignored('Description', 'IntegrationMethod'),
});

const routeProperties = z.strictObject({
  ApiId: z.string(),
  RouteKey: z.string(),
  Target: z.string().regex(/^integrations\//),
  AuthorizationType: z.literal('NONE', 'functions check tokens themselves').default('NONE'),
  ...ignored('OperationName'),
});

export function readHttpApis(registry: Registry, functions: FunctionSpec[]): HttpApiSpec[] {
  const integrations = new Map(
    registry.ofType('AWS::ApiGatewayV2::Integration').map((entry) => {
      return [entry.name, registry.properties(entry, integrationProperties)];
    }),
  );
  const routes = registry.ofType('AWS::ApiGatewayV2::Route').map((entry) => {
    const given = registry.properties(entry, routeProperties);
    const integration = integrations.get(given.Target.slice('integrations/'.length));
    if (!integration) throw new Error(`The route ${given.RouteKey} has no integration ${given.Target}`);
    const route: ApiRoute = {
      routeKey: given.RouteKey,
      functionName: functionNamed(integration.IntegrationUri, functions).name,
      timeoutSeconds: integration.TimeoutInMillis / 1000,
    };
    return { api: given.ApiId, route };
  });
  return registry.ofType('AWS::ApiGatewayV2::Api').map((entry) => {
    const { CorsConfiguration } = registry.properties(entry, apiProperties);
    return {
      name: entry.name,
      routes: routes.filter(({ api }) => api === entry.name).map(({ route }) => route),
      ...(CorsConfiguration && { cors: corsSpec(CorsConfiguration) }),
    };
  });
}

const corsSpec = (given: NonNullable<z.infer<typeof apiProperties>['CorsConfiguration']>): CorsSpec => ({
  allowOrigins: given.AllowOrigins,
  allowMethods: given.AllowMethods,
  allowHeaders: given.AllowHeaders.map((name) => name.toLowerCase()),
  exposeHeaders: given.ExposeHeaders,
  allowCredentials: given.AllowCredentials,
  ...(given.MaxAge !== undefined && { maxAgeSeconds: given.MaxAge }),
});

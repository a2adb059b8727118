import { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Api } from '../../../infra/constructs/api.ts';
import { NewsroomFunction } from '../../../infra/constructs/newsroom-function.ts';
import { resourcesOf, stageNamed, stubBundles, testStack } from '../stack-under-test.ts';

const ROUTES = [
  { method: 'GET', path: '/api/articles/{id}' },
  { method: 'POST', path: '/api/uploads/replay' },
] as const;

const bundles = stubBundles();

function api(allowedOrigins: string[] = [], andAllElse = false): Template {
  const stack = testStack();
  const dev = stageNamed('dev');
  const stage = stageNamed('dev', { settings: { ...dev.settings, allowedOrigins } });
  new Api(stack, 'Api', stage).serve(new NewsroomFunction(stack, 'articles', { stage, bundles }), ROUTES, {
    andAllElse,
  });
  return Template.fromStack(stack);
}

describe('the HTTP API', () => {
  it('has the routes that it was given, HEAD beside GET, and a catch-all where it is asked for', () => {
    const keysOf = (template: Template) =>
      [...resourcesOf(template, 'AWS::ApiGatewayV2::Route').values()].map(({ Properties }) => Properties.RouteKey);
    expect(keysOf(api([], true))).toContain('$default');
    expect(keysOf(api())).toEqual(['GET /api/articles/{id}', 'HEAD /api/articles/{id}', 'POST /api/uploads/replay']);
  });

  it('hands events over in format 2.0, by one permission a function', () => {
    api().hasResourceProperties('AWS::ApiGatewayV2::Integration', { PayloadFormatVersion: '2.0' });
    api().resourceCountIs('AWS::Lambda::Permission', 1);
  });

  it('lets other origins in by their exact names, or none at all', () => {
    expect([...resourcesOf(api(), 'AWS::ApiGatewayV2::Api').values()][0]?.Properties.CorsConfiguration).toBeUndefined();
    api(['https://app.example']).hasResourceProperties('AWS::ApiGatewayV2::Api', {
      CorsConfiguration: { AllowOrigins: ['https://app.example'] },
    });
  });

  it('logs nothing that tells of a person', () => {
    const [stage] = resourcesOf(api(), 'AWS::ApiGatewayV2::Stage').values();
    const { Format } = z.object({ Format: z.string() }).parse(stage?.Properties.AccessLogSettings);
    expect(Object.keys(z.record(z.string(), z.string()).parse(JSON.parse(Format)))).toContain('route');
    expect(Format).not.toMatch(/sourceIp|userAgent|\$context\.path|authorizer|identity|querystring|header/i);
  });
});

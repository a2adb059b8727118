import { expect, test } from 'vitest';
import { forwarded } from '../../../../infra/local/edge/forward.ts';
import { forwarding } from '../../../../infra/local/template/forwarding.ts';
import { Registry } from '../../../../infra/local/template/registry.ts';
import { Secrets } from '../../../../infra/local/template/secrets.ts';
import { viewerRequest } from '../edge/request.ts';

test('the managed policy of the API tells it where the viewer is, whatever the viewer says', () => {
  const secrets = new Secrets('there/is/none.json');
  const registry = new Registry([], { siteUrl: 'http://site', storeUrl: 'http://store' }, secrets);
  // CachingDisabled, AllViewerExceptHostHeader.
  const spec = forwarding(registry, '4135ea2d-6df8-44a3-9df3-4b5a84be39ad', 'b689b0a8-53d0-40ab-baf2-68738e2966ac');
  const headers = { host: 'site', 'x-own': '1', 'cloudfront-viewer-address': '203.0.113.9:1' };
  const sent = forwarded({ ...viewerRequest('/api/x', { headers }), viewerAddress: '127.9.0.7' }, spec, {}).headers;
  expect(sent).toMatchObject({ 'x-own': '1', 'cloudfront-viewer-address': '127.9.0.7:443' });
  expect(sent).not.toHaveProperty('host');
});

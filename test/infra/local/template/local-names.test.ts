import { expect, test } from 'vitest';
import { localName } from '../../../../infra/local/template/local-names.ts';

test.each([
  ['newsroom-local/Uploads/Resource', 'uploads'],
  ['newsroom-local/Storage/Uploads/Bucket/Resource', 'uploads'],
  ['newsroom-local/UploadDeadLetters/Queue/Resource', 'upload-dead-letters'],
  ['newsroom-local/HTTPApi/Resource', 'http-api'],
  ['newsroom-local/Table', 'table'],
])('%s is %s', (path, name) => {
  expect(localName(path)).toBe(name);
});

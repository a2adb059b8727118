import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { expect, test } from 'vitest';
import { stageFrom } from '../../infra/stage.ts';
import { createStorage } from '../../infra/storage.ts';
import { discussionTable, editorialTable } from './newsroom-tables.ts';

test('the tables that are priced are those of the stack', () => {
  const stack = new Stack(new App(), 'storage');
  const settings = { title: 'T' };
  const jwt = { issuer: '/i', audience: 'a', jwksUri: '/j', rolesClaim: 'r' };
  const stages = { test: { settings, jwt, logs: { level: 'INFO', retentionDays: 1 } } };
  createStorage(stack, stageFrom((key) => (key === 'stage' ? 'test' : key === 'stages' ? stages : undefined)).stage);
  const template = Template.fromStack(stack);
  for (const { TableName: _, StreamSpecification, ...shape } of [editorialTable('e'), discussionTable('d')]) {
    const { StreamViewType } = StreamSpecification;
    template.hasResourceProperties('AWS::DynamoDB::Table', { ...shape, StreamSpecification: { StreamViewType } });
  }
  expect(Object.keys(template.findResources('AWS::DynamoDB::Table'))).toHaveLength(2);
});
